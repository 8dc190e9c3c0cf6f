namespace Recharging.Contracts;

/// <summary>Both ledgers of a period were matched with the statement; what is left over is explained or named.</summary>
public sealed record LedgerReconciled
{
    public required string Period { get; init; }

    public required int Matched { get; init; }

    public required int MatchedWithDifference { get; init; }

    public required int Unmatched { get; init; }

    /// <summary>Nil when every difference has a cause.</summary>
    public required decimal UnexplainedGbp { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
