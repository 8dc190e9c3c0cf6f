namespace SchoolSupport.Contracts;

/// <summary>No charge for days from this one on until it resumes.</summary>
public sealed record CommissionPaused
{
    public required string CommissionReference { get; init; }

    public required DateOnly PausedFrom { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
