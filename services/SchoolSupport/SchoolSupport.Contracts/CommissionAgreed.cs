namespace SchoolSupport.Contracts;

/// <summary>A school and a funder agreed support: so many adviser days at this rate.</summary>
public sealed record CommissionAgreed
{
    public required string CommissionReference { get; init; }

    public required string AgreementReference { get; init; }

    /// <summary>The school's unique reference number, six digits.</summary>
    public required string Urn { get; init; }

    public required string SchoolName { get; init; }

    /// <summary>The council that sends the adviser.</summary>
    public required string ProviderCouncil { get; init; }

    /// <summary><c>council</c> (the other council pays), <c>school</c> or <c>trust</c>.</summary>
    public required string Funder { get; init; }

    /// <summary>The council that pays, null when it is the school or its trust.</summary>
    public required string? FundingCouncil { get; init; }

    /// <summary>The catalogue's service, for example <c>school-improvement</c>.</summary>
    public required string Service { get; init; }

    public required decimal DayRateGbp { get; init; }

    public required decimal DaysCommissioned { get; init; }

    public required DateOnly FirstDay { get; init; }

    /// <summary>Included.</summary>
    public required DateOnly LastDay { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
