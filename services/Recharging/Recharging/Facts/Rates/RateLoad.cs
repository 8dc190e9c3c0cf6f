using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Facts;

/// <summary>Where agreed rates that one council loaded stand.</summary>
public enum RateLoadState
{
    /// <summary>Nothing is priced with them.</summary>
    Waiting,

    /// <summary>They are facts: what is charged from now on is worked out with them.</summary>
    Confirmed,

    /// <summary>The other council says no.</summary>
    Rejected,

    /// <summary>The council that loaded them took them back.</summary>
    Withdrawn,
}

/// <summary>
/// Agreed rates that price what both councils charge, as one council loaded them from a file. They change nothing until an officer of the
/// other council confirms them.
/// </summary>
public sealed class RateLoad
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>The table that they are of, such as <c>spine</c>.</summary>
    public required string Table { get; init; }

    /// <summary>The council that loaded them.</summary>
    public required string Council { get; init; }

    public required string LoadedBy { get; init; }

    public required string LoadedByName { get; init; }

    public required DateTimeOffset LoadedAt { get; init; }

    public required WaitingRate[] Rows { get; init; }

    public RateLoadState State { get; private set; } = RateLoadState.Waiting;

    public string? DecidedByCouncil { get; private set; }

    public string? DecidedBy { get; private set; }

    public string? DecidedByName { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Why they were rejected or taken back.</summary>
    public string? Reason { get; private set; }

    /// <summary>The other council lets them take effect.</summary>
    public Refusal? Confirm(KeyHolder by, string name, DateTimeOffset at) =>
        WhyNotOthers(by) ?? Decide(RateLoadState.Confirmed, by, name, null, at);

    /// <summary>The other council says no, with a reason.</summary>
    public Refusal? Reject(KeyHolder by, string name, string reason, DateTimeOffset at) =>
        WhyNotOthers(by) ?? Decide(RateLoadState.Rejected, by, name, reason, at);

    /// <summary>The council that loaded them takes them back, with a reason.</summary>
    public Refusal? Withdraw(KeyHolder by, string name, string reason, DateTimeOffset at) => by.Council == Council
        ? Decide(RateLoadState.Withdrawn, by, name, reason, at)
        : new Refusal("other-council-loaded", $"{Council} loaded these rates: only its officers take them back. You may reject them.");

    public static string Named(RateLoadState state) => state.ToString().ToLowerInvariant();

    private Refusal? WhyNotOthers(KeyHolder by) =>
        by.Is(Council, LoadedBy)
            ? new Refusal("loader-decides", "The officer who loaded rates can't decide on them, under whichever sign-in.")
        : by.Council == Council
            ? new Refusal("own-council-decides", $"{Council} loaded these rates: the other council confirms or rejects them. You may withdraw them.")
        : null;

    private Refusal? Decide(RateLoadState state, KeyHolder by, string name, string? reason, DateTimeOffset at)
    {
        if (State is not RateLoadState.Waiting)
        {
            return new Refusal("already-decided", $"{DecidedByName} of {DecidedByCouncil} has {Named(State)} these rates already.");
        }

        (State, DecidedByCouncil, DecidedBy, DecidedByName, DecidedAt, Reason) = (state, by.Council, by.SignIn, name, at, reason);
        return null;
    }

    internal sealed class Configuration : IEntityTypeConfiguration<RateLoad>
    {
        public void Configure(EntityTypeBuilder<RateLoad> loads)
        {
            loads.ToTable("rate_loads", table =>
            {
                table.HasCheckConstraint("second_key_is_the_others",
                    "state NOT IN ('Confirmed', 'Rejected') OR decided_by_council <> council");
                table.HasCheckConstraint("says_why_not", "state IN ('Waiting', 'Confirmed') OR length(trim(reason)) >= 10");
            }).HasKey(load => load.Id);
            loads.Property(load => load.State).HasConversion<string>();
            loads.Property<uint>("Version").IsRowVersion();
            loads.Property(load => load.Rows).HasColumnType("json").HasConversion(
                rows => JsonSerializer.Serialize(rows, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<WaitingRate[]>(json, JsonSerializerOptions.Web)!,
                new ValueComparer<WaitingRate[]>(favorStructuralComparisons: false));
        }
    }
}

/// <summary>A row of a load: the fact that it becomes when it is confirmed.</summary>
public sealed record WaitingRate(string Kind, string Subject, DateOnly EffectiveFrom, string Body);
