using Recharging.Agreeing;
using Recharging.Charging;
using Recharging.Engine.Lines;
using Recharging.Matching.Differences;

namespace Recharging.Reconciling;

/// <summary>A row of the worklist: what one difference or alarm asks an officer to do.</summary>
/// <param name="Id">For decisions; null for what is mended in a ledger or in what was sent of it.</param>
/// <param name="Kind"><c>difference</c>, or the kind of the alarm.</param>
/// <param name="Reason">Its code; null when nothing explains it.</param>
/// <param name="Council">In whose ledger it is; its officers decide.</param>
/// <param name="AmountGbp">What it adds to the difference of the two ledgers.</param>
/// <param name="DueOn">When the statement is due.</param>
/// <param name="Owner">The officer named last.</param>
/// <param name="Status"><c>open</c>, or <c>writeOffProposed</c> by <paramref name="Decision"/>.</param>
/// <param name="ToDo">What would clear it, in words.</param>
/// <param name="MustAct">Whose officers do that: one council, both, or none when it clears by itself.</param>
/// <param name="WriteOff"><c>own</c> when a finance officer of <paramref name="Council"/> may give it up alone, <c>withApproval</c> when its
/// S151 delegate must approve it, null when nobody may.</param>
/// <param name="Proposal">The surest of the engine's proposals for its lines, null when it has none.</param>
/// <param name="Proposals">How many there are.</param>
public sealed record OpenItem(
    string? Id, string StatementNumber, string Period, string Kind, string? Reason, string? StatementLine, string? Description,
    string? Council, string? Account, decimal AmountGbp, DateOnly DueOn, int DaysOverdue, string Age, string? Owner, string Status,
    int? Decision, string Sentence, string? ToDo, IReadOnlyList<string> MustAct, string? WriteOff,
    IReadOnlyList<ReconciliationRecord.CitedLine> Lines,
    ReconciliationRecord.Proposal? Proposal, int Proposals);

/// <summary>A statement with its latest reconciliation and what officers decided of it.</summary>
/// <param name="Terms">Of its settlement clause.</param>
/// <param name="Disputes">By statement line.</param>
public sealed record ReconciledStatement(
    Statement Statement, ReconciliationRecord Record, IReadOnlyDictionary<string, StatementLine> Lines,
    IReadOnlyList<ReconciliationDecision> Decisions, DecisionTerms Terms, IReadOnlyDictionary<string, Dispute> Disputes)
{
    /// <summary>By the alarm that they would clear, surest first.</summary>
    public ILookup<string, ReconciliationRecord.Proposal> Proposals { get; } = Record.Proposals.ToLookup(proposal => proposal.Item);
}
