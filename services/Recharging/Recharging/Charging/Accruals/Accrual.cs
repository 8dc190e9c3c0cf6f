using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Charging;

/// <summary>Where an accrual stands.</summary>
public enum AccrualState
{
    /// <summary>A finance officer has estimated it; it is in no book yet.</summary>
    Prepared,

    /// <summary>In both councils' books in its period, and out of them again on the next one's first day.</summary>
    Approved,

    /// <summary>Given up before it was approved; another may be prepared.</summary>
    Withdrawn,
}

/// <summary>What is known of a period and not billed by its end, estimated for both councils' books.</summary>
public sealed class Accrual
{
    /// <summary>For example <c>AC2324P01-1</c>.</summary>
    public required string Number { get; init; }

    public required AccountingPeriod Period { get; init; }

    /// <summary>On whose first day it goes back.</summary>
    public required AccountingPeriod ReversesIn { get; init; }

    public required string[] Parties { get; init; }

    /// <summary>It is estimated from the facts up to this one.</summary>
    public required long FactNumber { get; init; }

    /// <summary>Awards that are offered count as if they were agreed.</summary>
    public required bool IncludesOffered { get; init; }

    /// <summary>A line below this is too small to accrue.</summary>
    public required Money Minimum { get; init; }

    public required string PreparerCouncil { get; init; }

    public required string Preparer { get; init; }

    public required string PreparerName { get; init; }

    public required DateTimeOffset PreparedAt { get; init; }

    public AccrualState State { get; private set; } = AccrualState.Prepared;

    public string? Approver { get; private set; }

    public string? ApproverName { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    public string? WithdrawnBy { get; private set; }

    public string? WithdrawnBecause { get; private set; }

    public static string NumberOf(AccountingPeriod period, int which) =>
        string.Create(CultureInfo.InvariantCulture, $"AC{period.ToShortString()}-{which}");

    /// <param name="by">Not the preparer, under whichever sign-in.</param>
    /// <param name="approverName">As it is recorded.</param>
    /// <param name="ownCouncilMay">The settlement clauses let the preparer's council be the second key.</param>
    /// <param name="at">By the business clock.</param>
    public Refusal? Approve(KeyHolder by, string approverName, bool ownCouncilMay, DateTimeOffset at)
    {
        if (State is not AccrualState.Prepared)
        {
            return new Refusal("accrual-not-prepared", $"{Number} is {Named(State)}: only a prepared accrual is approved.");
        }

        if (by.Is(PreparerCouncil, Preparer))
        {
            return new Refusal("preparer-approves", "The officer who prepared an accrual can't approve it. Ask the other council.");
        }

        if (by.Council == PreparerCouncil && !ownCouncilMay)
        {
            return new Refusal("own-council-approves",
                $"{PreparerCouncil} prepared {Number}: {Parties.First(council => council != PreparerCouncil)}'s S151 delegate approves it. Only "
                + "where the settlement clause says reviewedBy either-council may the preparer's own.");
        }

        (State, Approver, ApproverName, ApprovedAt) = (AccrualState.Approved, by.SignIn, approverName, at);
        return null;
    }

    public Refusal? Withdraw(string council, string by, string reason)
    {
        if (State is not AccrualState.Prepared)
        {
            return new Refusal("accrual-not-prepared",
                $"{Number} is {Named(State)}{(State is AccrualState.Approved ? $": it goes back by itself in {ReversesIn}." : ".")}");
        }

        if (council != PreparerCouncil)
        {
            return new Refusal("other-council-prepared", $"{PreparerCouncil} prepared {Number}: only its officers withdraw it.");
        }

        (State, WithdrawnBy, WithdrawnBecause) = (AccrualState.Withdrawn, by, reason);
        return null;
    }

    public static string Named(AccrualState state) => state.ToString().ToLowerInvariant();

    internal sealed class Table : IEntityTypeConfiguration<Accrual>
    {
        public void Configure(EntityTypeBuilder<Accrual> accruals)
        {
            accruals.ToTable("accruals").HasKey(accrual => accrual.Number);
            accruals.Property(accrual => accrual.State).HasConversion<string>();
            accruals.Property<uint>("Version").IsRowVersion();
            accruals.HasIndex(accrual => new { accrual.Parties, accrual.Period }).IsUnique().HasFilter("state <> 'Withdrawn'")
                .HasDatabaseName("one_accrual_a_period");
        }
    }
}

/// <summary>One estimated charge of an accrual. Added, never changed.</summary>
public sealed class AccrualLine
{
    public required string AccrualNumber { get; init; }

    public required int Position { get; init; }

    public required string[] Parties { get; init; }

    public required string AgreementReference { get; init; }

    public required string Subject { get; init; }

    public required string SubjectKind { get; init; }

    public required string Service { get; init; }

    public required AccountingPeriod ServicePeriod { get; init; }

    public required string Payee { get; init; }

    public required string Payer { get; init; }

    public required string Description { get; init; }

    /// <summary>The line on a statement that falls short or goes too far; null when nothing is billed yet.</summary>
    public required string? Corrects { get; init; }

    public required string Working { get; init; }

    public required string ClauseReference { get; init; }

    /// <summary>Before VAT, which is not accrued.</summary>
    public required Money Amount { get; init; }

    public required string[] ComponentNames { get; init; }

    public required long[] ComponentPence { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<AccrualLine>
    {
        public void Configure(EntityTypeBuilder<AccrualLine> lines)
        {
            lines.ToTable("accrual_lines").HasKey(line => new { line.AccrualNumber, line.Position });
            lines.HasOne<Accrual>().WithMany().HasForeignKey(line => line.AccrualNumber).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
