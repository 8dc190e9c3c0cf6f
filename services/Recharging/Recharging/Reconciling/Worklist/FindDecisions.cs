using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Reconciling;

/// <summary>What officers of both councils decided of a statement's reconciliation, first to last. Both read the same.</summary>
public static class FindDecisions
{
    /// <param name="State"><c>holds</c>, <c>waits</c> for approval, <c>rejected</c> or <c>undone</c>.</param>
    /// <param name="Proposal">What the engine had proposed, of a match that adopts it or a pairing that rejects it.</param>
    /// <param name="EndedBy">The decision that undid or rejected it.</param>
    public sealed record Row(
        int Number, string Kind, string State, string Council, string By, DateTimeOffset At, string Reason, string? ReasonCode,
        IReadOnlyList<string> StatementLines, IReadOnlyList<Line> Lines, IReadOnlyList<decimal> PartsGbp, string? Item, decimal? AmountGbp,
        string? Owner, DecidedProposal? Proposal, int? About, int? EndedBy, int? ApprovedBy);

    /// <summary>All that a council sees of the other's ledger line.</summary>
    public sealed record Line(string Council, string DocRef, int LineNo, int Part);

    public static void MapFindDecisions(this IEndpointRouteBuilder statements) =>
        statements.MapGet("/{number}/decisions", Handle).RequireOfficer(Readers.OfMoney).WithName(nameof(FindDecisions));

    private static async Task<Results<Ok<List<Row>>, NotFound>> Handle(
        string number, RechargingDb db, CancellationToken cancellationToken)
    {
        if (!await db.Statements.AnyAsync(statement => statement.Number == number, cancellationToken))
        {
            return TypedResults.NotFound();
        }

        var decisions = await db.ReconciliationDecisions.AsNoTracking().Where(decision => decision.StatementNumber == number)
            .OrderBy(decision => decision.Number).ToListAsync(cancellationToken);
        return TypedResults.Ok(decisions.ConvertAll(decision => Show(decision, decisions.FindAll(later => later.About == decision.Number))));
    }

    private static Row Show(ReconciliationDecision decision, List<ReconciliationDecision> later)
    {
        var ended = later.Find(answer => answer.Kind is DecisionKind.Undo or DecisionKind.Reject);
        var approved = later.Find(answer => answer.Kind is DecisionKind.Approve);
        var state = ended switch
        {
            { Kind: DecisionKind.Undo } => "undone",
            { Kind: DecisionKind.Reject } => "rejected",
            _ => decision.NeedsApproval && approved is null ? "waits" : "holds"
        };
        return new Row(
            decision.Number, Decisions.Named(decision.Kind), state, decision.Council, decision.DecidedByName, decision.DecidedAt,
            decision.Reason, decision.ReasonCode, decision.StatementLines,
            [.. decision.Lines.Select(line => new Line(line.Council, line.DocRef, line.LineNo, line.Part))],
            [.. decision.PartPence.Select(pence => pence / 100m)], decision.Item, decision.Amount?.InPounds, decision.Owner,
            decision.Proposal, decision.About, ended?.Number, approved?.Number);
    }
}
