namespace Secondments.Contracts;

/// <summary>The host's share of a secondment changes from a day on, which may lie in the past.</summary>
public sealed record SecondmentVaried
{
    public required string SecondmentReference { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Above 0 and at most 100, at most four decimals.</summary>
    public required decimal HostSharePercent { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
