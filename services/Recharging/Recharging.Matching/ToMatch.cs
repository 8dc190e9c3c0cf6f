using System.Collections.Frozen;
using Values;

namespace Recharging.Matching;

/// <summary>All that matching sees: what a statement expects in one council's ledger, and that ledger's control lines.</summary>
public sealed record ToMatch
{
    /// <summary>Each statement line once.</summary>
    public required IReadOnlyList<ExpectedEntry> Entries { get; init; }

    /// <summary>Each line once, of the period and of later ones.</summary>
    public required IReadOnlyList<ControlLine> Lines { get; init; }

    public required AccountingPeriod Period { get; init; }

    public required MatchingTerms Terms { get; init; }

    public OtherStatements Others { get; init; } = OtherStatements.None;

    /// <summary>What an officer said is not each other.</summary>
    public IReadOnlySet<(string StatementLine, LedgerLineKey Line)> Forbidden { get; init; } =
        FrozenSet<(string, LedgerLineKey)>.Empty;
}
