namespace Portal.Clients;

/// <summary>What both ledgers say of a statement: what agrees, and what explains the rest.</summary>
public sealed record Reconciliation(
    string Period,
    int Version,
    DateTimeOffset ReconciledAt,
    string ReconciledBy,
    int Matched,
    int MatchedWithDifference,
    IReadOnlyDictionary<string, int> Unmatched,
    int OutOfScope,
    IReadOnlyList<Reconciliation.Balance> Balances,
    decimal DifferenceGbp,
    IReadOnlyList<Reconciliation.Item> Items,
    decimal UnexplainedGbp,
    IReadOnlyList<Reconciliation.Alarm> Alarms,
    IReadOnlyList<Reconciliation.Match> Matches)
{
    public sealed record Balance(string Council, decimal OpeningGbp, decimal ClosingGbp);

    public sealed record Item(string Reason, decimal AmountGbp, string Sentence, IReadOnlyList<CitedLine> Lines, string? StatementLine);

    /// <summary>A ledger line as both councils see it.</summary>
    public sealed record CitedLine(string Council, string DocRef, int LineNo, string Period, string? ExternalLineId, decimal AmountGbp);

    public sealed record Alarm(string Kind, string? Council, string? Account, string Period, decimal? AmountGbp, string Sentence);

    public sealed record Match(string StatementLine, string State, string? Rule, string? Reason, IReadOnlyList<CitedLine> Lines);

    /// <summary>What the items explain of the difference.</summary>
    public decimal ExplainedGbp => Items.Sum(item => item.AmountGbp);
}
