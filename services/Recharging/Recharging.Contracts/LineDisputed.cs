namespace Recharging.Contracts;

/// <summary>The council that pays a statement line disputes it, in part or whole; the rest is payable.</summary>
public sealed record LineDisputed
{
    public required string StatementNumber { get; init; }

    public required string LineReference { get; init; }

    public required string DisputedBy { get; init; }

    /// <summary>A coded reason, for example <c>rate</c>.</summary>
    public required string Reason { get; init; }

    public required decimal DisputedGbp { get; init; }

    /// <summary>What the paying council thinks right, null when it does not say.</summary>
    public required decimal? ProposedGbp { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
