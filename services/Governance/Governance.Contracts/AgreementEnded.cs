namespace Governance.Contracts;

/// <summary>After this day the agreement is no authority any more.</summary>
public sealed record AgreementEnded
{
    public required string AgreementReference { get; init; }

    /// <summary>Included.</summary>
    public required DateOnly LastDay { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
