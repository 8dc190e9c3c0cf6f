namespace Portal.Clients;

/// <summary>What both ledgers say of a statement: what agrees, and what explains the rest.</summary>
public sealed record Reconciliation(
    string Period,
    int Matched,
    int MatchedWithDifference,
    IReadOnlyDictionary<string, int> Unmatched,
    int OutOfScope,
    IReadOnlyList<Reconciliation.Balance> Balances,
    decimal DifferenceGbp,
    IReadOnlyList<Reconciliation.Item> Items,
    decimal UnexplainedGbp)
{
    public sealed record Balance(string Council, decimal OpeningGbp, decimal ClosingGbp);

    public sealed record Item(string Reason, decimal AmountGbp, string Sentence, string? StatementLine);
}
