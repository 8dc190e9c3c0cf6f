namespace Governance.Contracts;

/// <summary>Both councils, and the Secretary of State where needed, have approved: between these days the agreement is an authority.</summary>
public sealed record AgreementInForce
{
    public required string AgreementReference { get; init; }

    public required string Title { get; init; }

    /// <summary>The council that provides, for example <c>HCC</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The council that receives and pays for the service, for example <c>IWC</c>.</summary>
    public required string Recipient { get; init; }

    public required DateOnly FirstDay { get; init; }

    /// <summary>Included; null while open.</summary>
    public required DateOnly? LastDay { get; init; }

    public required string LegalBasis { get; init; }

    /// <summary>The decisions that it rests on, one of each council at least.</summary>
    public required IReadOnlyList<string> DecisionReferences { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
