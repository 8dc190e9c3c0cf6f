using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceDefaults;
using Values;

namespace Recharging.Agreeing;

/// <summary>One thing that was done to a dispute, and how it stood then. Added, never changed.</summary>
public sealed class DisputeEntry
{
    public required string DisputeReference { get; init; }

    /// <summary>Counts from 1.</summary>
    public required int Sequence { get; init; }

    public required string[] Parties { get; init; }

    /// <summary>Whose officer did it.</summary>
    public required string Council { get; init; }

    public required string By { get; init; }

    /// <summary>That officer's sign-in; null for the clock, and for what was done before it was kept.</summary>
    public string? BySignIn { get; init; }

    /// <summary>For example <c>raised</c>, <c>acknowledged</c>, <c>handed over</c>.</summary>
    public required string What { get; init; }

    public required string? Note { get; init; }

    public required DisputeState State { get; init; }

    public required string Owner { get; init; }

    public required Money Amount { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<DisputeEntry>
    {
        public void Configure(EntityTypeBuilder<DisputeEntry> entries)
        {
            entries.ToTable("dispute_entries").HasKey(entry => new { entry.DisputeReference, entry.Sequence });
            entries.HasOne<Dispute>().WithMany().HasForeignKey(entry => entry.DisputeReference).OnDelete(DeleteBehavior.Restrict);
            entries.Property(entry => entry.State).HasConversion<string>();
        }
    }
}

/// <summary>Writes down what was done, with the change itself, and tells the other council.</summary>
public static class DisputeHistory
{
    public const string System = "system";

    public static async Task WriteDownAsync(
        this RechargingDb db, Dispute dispute, string what, string? note, Caller caller, BusinessClock clock,
        CancellationToken cancellationToken) =>
        await db.WriteDownAsync(
            dispute, what, note, caller.Council, caller.NameInRecords, clock.GetUtcNow(), cancellationToken, caller.Subject);

    public static async Task WriteDownAsync(
        this RechargingDb db, Dispute dispute, string what, string? note, string council, string by, DateTimeOffset at,
        CancellationToken cancellationToken, string? bySignIn = null)
    {
        var last = await db.DisputeEntries.Where(entry => entry.DisputeReference == dispute.Reference)
            .MaxAsync(entry => (int?)entry.Sequence, cancellationToken) ?? 0;
        var entry = new DisputeEntry
        {
            DisputeReference = dispute.Reference,
            Sequence = last + 1,
            Parties = dispute.Parties,
            Council = council,
            By = by,
            BySignIn = bySignIn,
            What = what,
            Note = note,
            State = dispute.State,
            Owner = dispute.Owner,
            Amount = dispute.Amount,
            At = at,
        };
        db.DisputeEntries.Add(entry);
        db.Notices.AddRange(DisputeNotices.Of(dispute, entry));
    }
}
