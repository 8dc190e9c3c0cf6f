namespace Governance.Contracts;

/// <summary>Both councils gave an agreement in force another last day.</summary>
public sealed record AgreementVaried
{
    public required string AgreementReference { get; init; }

    /// <summary>Included; null when it is now open.</summary>
    public required DateOnly? LastDay { get; init; }

    public required IReadOnlyList<string> DecisionReferences { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
