namespace SchoolSupport.Contracts;

/// <summary>An adviser's visit is evidenced by its note, so it may be charged.</summary>
public sealed record SupportDayEvidenced
{
    public required string CommissionReference { get; init; }

    public required string VisitReference { get; init; }

    /// <summary>The day of the visit.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>0.5 or 1.</summary>
    public required decimal Days { get; init; }

    /// <summary>SHA-256 of the note of visit, 64 lower-case hexadecimal digits.</summary>
    public required string EvidenceSha256 { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
