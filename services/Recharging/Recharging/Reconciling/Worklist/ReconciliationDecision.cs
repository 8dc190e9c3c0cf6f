using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Charging;
using Recharging.Ledgers;
using Recharging.Matching;
using Recharging.Matching.Differences;
using Values;

namespace Recharging.Reconciling;

/// <summary>What an officer can decide of a reconciliation.</summary>
public enum DecisionKind
{
    /// <summary>These lines of the council's ledger stand for these statement lines.</summary>
    Match,

    /// <summary>A ledger line is cut into parts, each of which can be matched by itself.</summary>
    Split,

    /// <summary>What the engine matched or proposed is not so: it never pairs these statement lines with these ledger lines again.</summary>
    Forbid,

    /// <summary>The council gives up a difference; above the tolerance only once it is approved.</summary>
    WriteOff,

    /// <summary>A write-off above the tolerance may stand.</summary>
    Approve,

    /// <summary>A write-off above the tolerance may not stand.</summary>
    Reject,

    /// <summary>An officer of the council looks after an open item.</summary>
    Assign,

    /// <summary>An earlier decision no longer holds.</summary>
    Undo,
}

/// <summary>
/// One decision of an officer on a statement's reconciliation: who, when and why. Added, never changed; what it changes is undone by
/// a later one. Both councils read it.
/// </summary>
public sealed class ReconciliationDecision
{
    public required string StatementNumber { get; init; }

    /// <summary>Counts from 1 in each statement.</summary>
    public required int Number { get; init; }

    /// <summary>Of the officer: a decision concerns this council's ledger and no other.</summary>
    public required string Council { get; init; }

    public required string[] Parties { get; init; }

    public required DecisionKind Kind { get; init; }

    /// <summary>The decision that this one approves, rejects or undoes.</summary>
    public int? About { get; init; }

    public string[] StatementLines { get; init; } = [];

    /// <summary>Of the council's ledger; of a write-off, the lines that show the difference.</summary>
    public IReadOnlyList<LedgerLineKey> Lines { get; init; } = [];

    /// <summary>Of a split: what each part comes to, debit less credit.</summary>
    public long[] PartPence { get; init; } = [];

    /// <summary>The item of the reconciliation that is written off or looked after.</summary>
    public string? Item { get; init; }

    /// <summary>Of a write-off: the difference as it was; another difference is not written off by it.</summary>
    public Money? Amount { get; init; }

    /// <summary>Of a write-off above the tolerance.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>What explains the pounds that don't meet, one of <see cref="Matching.Differences.Reason"/>'s codes.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>The engine's proposal that a match adopts, or that is rejected.</summary>
    public DecidedProposal? Proposal { get; init; }

    /// <summary>Who looks after an item from now on.</summary>
    public string? Owner { get; init; }

    public required string Reason { get; init; }

    public required string DecidedBy { get; init; }

    public required string DecidedByName { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<ReconciliationDecision>
    {
        private static readonly ValueComparer<IReadOnlyList<LedgerLineKey>> SameLines = new(
            (one, other) => one!.SequenceEqual(other!), lines => lines.Aggregate(0, HashCode.Combine), lines => lines);

        public void Configure(EntityTypeBuilder<ReconciliationDecision> decisions)
        {
            decisions.ToTable("reconciliation_decisions", table =>
            {
                table.HasCheckConstraint("says_why", "length(trim(reason)) >= 10");
                table.HasCheckConstraint("about_an_earlier_one", "(kind IN ('Approve', 'Reject', 'Undo')) = (about IS NOT NULL) AND about < number");
            });
            decisions.HasKey(decision => new { decision.StatementNumber, decision.Number });
            decisions.HasOne<Statement>().WithMany().HasForeignKey(decision => decision.StatementNumber).OnDelete(DeleteBehavior.Restrict);
            decisions.HasIndex(decision => new { decision.StatementNumber, decision.About, decision.Kind }).IsUnique()
                .HasFilter("about IS NOT NULL").HasDatabaseName("undone_or_approved_once");
            decisions.Property(decision => decision.Kind).HasConversion<string>();
            decisions.Property(decision => decision.Lines).HasColumnType("json").HasConversion(
                lines => JsonSerializer.Serialize(lines, JsonSerializerOptions.Web),
                text => JsonSerializer.Deserialize<List<LedgerLineKey>>(text, JsonSerializerOptions.Web)!,
                SameLines);
            decisions.Property(decision => decision.Proposal).HasColumnType("json").HasConversion(
                proposal => JsonSerializer.Serialize(proposal, JsonSerializerOptions.Web),
                text => JsonSerializer.Deserialize<DecidedProposal>(text, JsonSerializerOptions.Web));
        }
    }
}

/// <summary>A proposal of the engine as it stood when an officer decided it.</summary>
/// <param name="RunnerUp">What it could have been instead, null when nothing.</param>
public sealed record DecidedProposal(string Id, string Rule, int RuleVersion, decimal Score, decimal Margin, string? RunnerUp)
{
    public static DecidedProposal Of(Finding proposal) => new(
        ItemId.OfProposal(proposal), proposal.Rule.Id(), proposal.Rule.Version(), proposal.Score, proposal.Margin, proposal.RunnerUp?.Instead);
}
