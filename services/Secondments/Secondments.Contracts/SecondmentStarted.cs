namespace Secondments.Contracts;

/// <summary>A person of the home council works for the host from this day, under an authority that is live.</summary>
public sealed record SecondmentStarted
{
    public required string SecondmentReference { get; init; }

    public required string AgreementReference { get; init; }

    public required string HomeCouncil { get; init; }

    public required string HostCouncil { get; init; }

    /// <summary>The home council's employment, an opaque reference that pay facts quote too.</summary>
    public required string EmploymentReference { get; init; }

    public required string PostTitle { get; init; }

    /// <summary>The service that the person works for, as both councils' coding tables name it.</summary>
    public required string Service { get; init; }

    public required DateOnly FirstDay { get; init; }

    /// <summary>The planned last day, included.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>The host's share of the employment's whole cost, above 0 and at most 100, at most four decimals.</summary>
    public required decimal HostSharePercent { get; init; }

    public required string LegalBasis { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
