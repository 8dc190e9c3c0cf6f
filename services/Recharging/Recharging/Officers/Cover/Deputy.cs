using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Officers;

/// <summary>
/// An officer who stands in for an absent S151 delegate of the same council, for a range of days. A delegate has one deputy on a day and
/// an officer stands in for one delegate; the database holds both.
/// </summary>
public sealed class Deputy
{
    public const string CoveredRole = "s151-delegate";

    // The posts that know the council's money. An auditor stays independent of what they audit.
    private static readonly string[] EligibleRoles = ["finance-officer", CoveredRole];

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public required string Council { get; init; }

    /// <summary>The absent delegate's sign-in.</summary>
    public required string Delegate { get; init; }

    public required string DelegateName { get; init; }

    /// <summary>The deputy's sign-in.</summary>
    public required string Officer { get; init; }

    public required string OfficerName { get; init; }

    public required DateOnly FirstDay { get; init; }

    /// <summary>As it was named; included.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>The last day on which it really holds: before <see cref="FirstDay"/> when it ended before it began.</summary>
    public DateOnly HoldsUntil { get; private set; }

    public required string Reason { get; init; }

    public required DateTimeOffset NamedAt { get; init; }

    public string? EndedBy { get; private set; }

    public string? EndedBecause { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why the officer can't stand in for an S151 delegate; null when they can.</summary>
    public static Refusal? WhyNotEligible(KnownOfficer officer) =>
        IsEligible(officer.Roles)
            ? null
            : new Refusal("not-eligible",
                $"{officer.Name} ({string.Join(", ", officer.Roles)}) can't stand in for an S151 delegate: only a finance officer or another S151 "
                + "delegate of the council can, and no auditor.");

    public static bool IsEligible(IEnumerable<string> roles) =>
        roles.Any(EligibleRoles.Contains) && !roles.Contains("auditor");

    public static (Deputy? Deputy, Refusal? Refusal) Name(Deputy deputy, DateOnly today)
    {
        if (deputy.Officer == deputy.Delegate)
        {
            return (null, new Refusal("deputy-is-delegate", "A delegate can't stand in for themselves. Name a colleague."));
        }

        if (deputy.LastDay < today)
        {
            return (null, new Refusal("cover-over", $"Cover until {deputy.LastDay:d MMMM yyyy} would be over already."));
        }

        deputy.HoldsUntil = deputy.LastDay;
        return (deputy, null);
    }

    /// <summary>Ends it with today: from now on the deputy may no more than an officer of his own roles.</summary>
    public Refusal? End(string by, string reason, DateOnly today, DateTimeOffset at)
    {
        if (HoldsUntil < today)
        {
            return new Refusal("cover-over", $"{OfficerName}'s cover for {DelegateName} ended on {HoldsUntil:d MMMM yyyy}.");
        }

        HoldsUntil = FirstDay > today ? FirstDay.AddDays(-1) : today.AddDays(-1);
        (EndedBy, EndedBecause, EndedAt) = (by, reason, at);
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<Deputy>
    {
        public void Configure(EntityTypeBuilder<Deputy> deputies)
        {
            deputies.ToTable("deputies", table => table.HasCheckConstraint("somebody_else_and_in_order",
                "officer <> delegate AND first_day <= last_day AND holds_until <= last_day AND holds_until >= first_day - 1"))
                .HasKey(deputy => deputy.Id);
            deputies.Property<uint>("Version").IsRowVersion();
        }
    }
}
