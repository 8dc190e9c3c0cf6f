using Values;

namespace Recharging.Matching.Differences;

/// <summary>A control account as a council's ERP sent it.</summary>
/// <param name="ClosingBefore">What it sent as the closing balance of the period before, null when it did not.</param>
public sealed record SentBalance(string Council, string Account, Money Opening, Money Closing, Money? ClosingBefore);

/// <summary>All that a reconciliation looks at.</summary>
public sealed record ToReconcile
{
    public required string StatementNumber { get; init; }

    public required AccountingPeriod Period { get; init; }

    /// <summary>The two councils, in the order in which they are shown.</summary>
    public required IReadOnlyList<string> Councils { get; init; }

    public required IReadOnlyList<LineToMatch> Statement { get; init; }

    /// <summary>Of both councils, of the period and of later ones.</summary>
    public required IReadOnlyList<ControlLine> Lines { get; init; }

    public required IReadOnlyList<SentBalance> Balances { get; init; }

    public required MatchingTerms Terms { get; init; }

    /// <summary>What other statements have of what these lines quote.</summary>
    public OtherStatements Others { get; init; } = OtherStatements.None;

    public required int OutOfScope { get; init; }

    /// <summary>What they decide is not matched again.</summary>
    public OfficersDecisions Decisions { get; init; } = OfficersDecisions.None;
}

/// <summary>A ledger line that stands for statement lines: for one, or for several that it is the sum of.</summary>
public sealed record UsedLine(IReadOnlyList<string> StatementLines, MatchRule Rule, ControlLine Line)
{
    /// <summary>The first of them, under which the line's use is kept.</summary>
    public string StatementLine => StatementLines[0];
}
