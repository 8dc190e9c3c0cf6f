using Values;

namespace Recharging.Matching.Differences;

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
    ReconciliationRecord.Decided Trace);

/// <summary>A difference that a council gave up.</summary>
public sealed record WrittenOffItem(Money Amount, string ReasonCode, ReconciliationRecord.Decided Trace);
