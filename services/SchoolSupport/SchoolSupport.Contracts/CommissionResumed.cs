namespace SchoolSupport.Contracts;

/// <summary>A paused commission goes on: days from this one on may be charged again.</summary>
public sealed record CommissionResumed
{
    public required string CommissionReference { get; init; }

    public required DateOnly ResumedFrom { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
