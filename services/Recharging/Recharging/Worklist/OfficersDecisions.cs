using Recharging.Ledgers;
using Recharging.Reconciliation;
using Values;

namespace Recharging.Worklist;

/// <summary>What officers decided of a reconciliation, as far as it still holds.</summary>
public sealed record OfficersDecisions
{
    public static OfficersDecisions None { get; } = new();

    /// <summary>In the order in which they were decided.</summary>
    public IReadOnlyList<DecidedMatch> Matches { get; init; } = [];

    /// <summary>The amounts of a line's parts, by line; of whichever statement it was split for.</summary>
    public IReadOnlyDictionary<LedgerLineKey, IReadOnlyList<Money>> Splits { get; init; } =
        new Dictionary<LedgerLineKey, IReadOnlyList<Money>>();

    /// <summary>The lines that were split for this statement.</summary>
    public IReadOnlyList<LedgerLineKey> SplitHere { get; init; } = [];

    /// <summary>Pairs that the engine never matches or proposes.</summary>
    public IReadOnlySet<(string StatementLine, LedgerLineKey Line)> Forbidden { get; init; } =
        new HashSet<(string StatementLine, LedgerLineKey Line)>();

    /// <summary>What is written off, by item; those that wait for approval are not here.</summary>
    public IReadOnlyDictionary<string, WrittenOffItem> WriteOffs { get; init; } = new Dictionary<string, WrittenOffItem>();

    /// <summary>Of all decisions between two councils, what holds for one statement.</summary>
    public static OfficersDecisions Of(IReadOnlyList<ReconciliationDecision> between, string statement)
    {
        var live = Live(between);
        var here = live.Where(decision => decision.StatementNumber == statement).OrderBy(decision => decision.Number).ToList();
        var approved = here.Where(decision => decision.Kind is DecisionKind.Approve).ToDictionary(decision => decision.About!.Value);
        return new OfficersDecisions
        {
            Matches = [.. here.Where(decision => decision.Kind is DecisionKind.Match).Select(DecidedMatch.Of)],
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
                    item => WrittenOffItem.Of(item.Last(), approved.GetValueOrDefault(item.Last().Number)),
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

    /// <summary>The lines with the parts of a split one in its place. The last part takes what the ledger has changed since.</summary>
    public IEnumerable<ControlLine> Cut(IEnumerable<ControlLine> lines) => lines.SelectMany(line =>
        Splits.TryGetValue(line.Key, out var parts)
            ? parts.Select((part, at) => line with
            {
                Key = line.Key with { Part = at + 1 },
                Amount = at < parts.Count - 1 ? part : line.Amount - parts.Take(at).Sum()
            })
            : [line]);
}

/// <summary>Lines of a council's ledger that an officer says stand for these statement lines.</summary>
/// <param name="ReasonCode">What explains the pounds that don't meet; null when they do, or the usual rules should say.</param>
public sealed record DecidedMatch(
    string Council, IReadOnlyList<string> StatementLines, IReadOnlyList<LedgerLineKey> Lines, string? ReasonCode,
    ReconciliationRecord.Decided Trace)
{
    public static DecidedMatch Of(ReconciliationDecision decision) => new(
        decision.Council,
        [.. decision.StatementLines.Order(StringComparer.Ordinal)],
        [.. decision.Lines.Order()],
        decision.ReasonCode,
        Decisions.TraceOf(decision));
}

/// <summary>A difference that a council gave up.</summary>
public sealed record WrittenOffItem(Money Amount, string ReasonCode, ReconciliationRecord.Decided Trace)
{
    public static WrittenOffItem Of(ReconciliationDecision decision, ReconciliationDecision? approval) => new(
        decision.Amount!.Value,
        decision.ReasonCode!,
        Decisions.TraceOf(decision) with { ApprovedBy = approval?.DecidedByName });
}
