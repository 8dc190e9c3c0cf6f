namespace Secondments.Contracts;

/// <summary>A post serves both councils; from this day the other council has this share of it.</summary>
public sealed record SharedPostShareChanged
{
    public required string PostReference { get; init; }

    public required string Title { get; init; }

    public required string AgreementReference { get; init; }

    public required string HomeCouncil { get; init; }

    public required string HostCouncil { get; init; }

    /// <summary>The employment of the person who holds the post, null while it is vacant.</summary>
    public required string? EmploymentReference { get; init; }

    public required string Service { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>0 when the sharing ends, at most 100, at most four decimals.</summary>
    public required decimal HostSharePercent { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
