using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Engine;
using Values;

namespace Recharging.Charging;

/// <summary>Where a month's charging stands.</summary>
public enum RunState
{
    /// <summary>Nothing is worked out yet.</summary>
    Open,

    /// <summary>Worked out from the facts known at its number.</summary>
    Calculated,

    /// <summary>A second officer has looked at it.</summary>
    Reviewed,

    /// <summary>The statement is out and the lines are posted.</summary>
    Issued,

    /// <summary>Given up before it was issued; another may be opened.</summary>
    Abandoned,
}

/// <summary>A month's charging between two councils: it pins what was known, and posts positions less what is posted already.</summary>
public sealed class Run
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required AccountingPeriod Period { get; init; }

    /// <summary>Both councils, in the order of the alphabet.</summary>
    public required string[] Parties { get; init; }

    public required string PreparerCouncil { get; init; }

    public required string Preparer { get; init; }

    public required string PreparerName { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public RunState State { get; private set; } = RunState.Open;

    /// <summary>The first service period that these two councils are charged for here; what lies before is in their opening
    /// balances.</summary>
    public required AccountingPeriod FirstServicePeriod { get; init; }

    /// <summary>It is worked out from the facts up to this one, whatever is learned later.</summary>
    public required long FactNumber { get; init; }

    /// <summary>Run after the agreements' end, for what was learned late of the days before it.</summary>
    public required bool IsFinalAccount { get; init; }

    public int EngineVersion { get; private set; }

    /// <summary>Of the lines as calculated: what is issued is what was reviewed, or nothing.</summary>
    public string? CalculationSha256 { get; private set; }

    public string? Reviewer { get; private set; }

    public string? ReviewerName { get; private set; }

    public string? StatementNumber { get; private set; }

    public CouncilPair Councils => new(Parties[0], Parties[1]);

    public Refusal? Calculate(string calculationSha256)
    {
        if (State is not RunState.Open)
        {
            return new Refusal("run-not-open", $"Only an open run is calculated. This one is {Named(State)}.");
        }

        (State, EngineVersion, CalculationSha256) = (RunState.Calculated, RechargeEngine.Version, calculationSha256);
        return null;
    }

    /// <param name="by">Not the preparer, under whichever sign-in.</param>
    /// <param name="reviewerName">As it is recorded.</param>
    /// <param name="ownCouncilMay">The settlement clauses let a colleague of the preparer be the second key.</param>
    public Refusal? Review(KeyHolder by, string reviewerName, bool ownCouncilMay)
    {
        if (State is not RunState.Calculated)
        {
            return new Refusal("run-not-calculated", $"Only a calculated run is reviewed. This one is {Named(State)}.");
        }

        if (by.Is(PreparerCouncil, Preparer))
        {
            return new Refusal("preparer-reviews", "The officer who prepared a run can't review it. Ask the other council.");
        }

        if (by.Council == PreparerCouncil && !ownCouncilMay)
        {
            return new Refusal("own-council-reviews",
                $"{PreparerCouncil} prepared this run: {Councils.Other(PreparerCouncil)} reviews it. Only where the settlement clause says "
                + "reviewedBy either-council may a colleague of the preparer.");
        }

        (State, Reviewer, ReviewerName) = (RunState.Reviewed, by.SignIn, reviewerName);
        return null;
    }

    public Refusal? Issue(KeyHolder by, string statementNumber, string calculationSha256)
    {
        if (State is not RunState.Reviewed)
        {
            return new Refusal("run-not-reviewed", $"Only a reviewed run is issued. This one is {Named(State)}.");
        }

        if (by.Is(PreparerCouncil, Preparer))
        {
            return new Refusal("preparer-issues", "The officer who prepared a run can't issue it. Ask a colleague, or the other council.");
        }

        if (calculationSha256 != CalculationSha256)
        {
            return new Refusal("run-out-of-date", "Lines were posted since this run was calculated. Abandon it and run again.");
        }

        (State, StatementNumber) = (RunState.Issued, statementNumber);
        return null;
    }

    public Refusal? Abandon(string council)
    {
        if (State is RunState.Issued or RunState.Abandoned)
        {
            return new Refusal("run-is-over", $"This run is {Named(State)}. What is issued is corrected by a later run, never taken back.");
        }

        if (council != PreparerCouncil)
        {
            return new Refusal("other-council-prepared", $"{PreparerCouncil} prepared this run: only its officers abandon it.");
        }

        State = RunState.Abandoned;
        return null;
    }

    public static string Named(RunState state) => state.ToString().ToLowerInvariant();

    internal sealed class Table : IEntityTypeConfiguration<Run>
    {
        public void Configure(EntityTypeBuilder<Run> runs)
        {
            runs.ToTable("runs").HasKey(run => run.Id);
            runs.Property(run => run.State).HasConversion<string>();
            runs.Property<uint>("Version").IsRowVersion();
            runs.Ignore(run => run.Councils);
            runs.HasIndex(run => run.Parties).IsUnique().HasFilter("state IN ('Open', 'Calculated', 'Reviewed')")
                .HasDatabaseName("one_run_at_a_time");
            runs.HasIndex(run => new { run.Parties, run.Period }).IsUnique().HasFilter("state <> 'Abandoned'")
                .HasDatabaseName("one_run_a_period");
        }
    }
}
