using Recharging.Ledgers;
using Recharging.Matching.Differences;
using Values;

namespace Recharging.Reconciling;

/// <summary>Which of the officers' decisions still hold.</summary>
public static class DecisionsInForce
{
    /// <summary>Of all decisions between two councils, what holds for one statement.</summary>
    public static OfficersDecisions Of(IReadOnlyList<ReconciliationDecision> between, string statement)
    {
        var live = Live(between);
        var here = live.Where(decision => decision.StatementNumber == statement).OrderBy(decision => decision.Number).ToList();
        var approved = here.Where(decision => decision.Kind is DecisionKind.Approve).ToDictionary(decision => decision.About!.Value);
        return new OfficersDecisions
        {
            Matches = [.. here.Where(decision => decision.Kind is DecisionKind.Match).Select(MatchOf)],
            Splits = live.Where(decision => decision.Kind is DecisionKind.Split).ToDictionary(
                split => split.Lines[0],
                split => (IReadOnlyList<Money>)[.. split.PartPence.Select(pence => new Money(pence))]),
            SplitHere = [.. here.Where(decision => decision.Kind is DecisionKind.Split).Select(split => split.Lines[0])],
            Forbidden = here.Where(decision => decision.Kind is DecisionKind.Forbid)
                .SelectMany(decision => decision.StatementLines.SelectMany(reference => decision.Lines.Select(line => (reference, line))))
                .ToHashSet(),
            WriteOffs = here.Where(decision => decision.Kind is DecisionKind.WriteOff
                    && (!decision.NeedsApproval || approved.ContainsKey(decision.Number)))
                .GroupBy(decision => decision.Item!, StringComparer.Ordinal)
                .ToDictionary(
                    item => item.Key,
                    item => WriteOffOf(item.Last(), approved.GetValueOrDefault(item.Last().Number)),
                    StringComparer.Ordinal)
        };
    }

    /// <summary>What was neither undone nor rejected since.</summary>
    public static IReadOnlyList<ReconciliationDecision> Live(IReadOnlyList<ReconciliationDecision> decisions)
    {
        var gone = decisions.Where(decision => decision.Kind is DecisionKind.Undo or DecisionKind.Reject)
            .Select(decision => (decision.StatementNumber, decision.About!.Value)).ToHashSet();
        return [.. decisions.Where(decision => !gone.Contains((decision.StatementNumber, decision.Number)))];
    }

    private static DecidedMatch MatchOf(ReconciliationDecision decision) => new(
        decision.Council,
        [.. decision.StatementLines.Order(StringComparer.Ordinal)],
        [.. decision.Lines.Order()],
        decision.ReasonCode,
        Decisions.TraceOf(decision));

    private static WrittenOffItem WriteOffOf(ReconciliationDecision decision, ReconciliationDecision? approval) => new(
        decision.Amount!.Value,
        decision.ReasonCode!,
        Decisions.TraceOf(decision) with { ApprovedBy = approval?.DecidedByName });
}
