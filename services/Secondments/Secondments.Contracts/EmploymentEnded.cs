namespace Secondments.Contracts;

/// <summary>The person left the home council after this day.</summary>
public sealed record EmploymentEnded
{
    public required string EmploymentReference { get; init; }

    /// <summary>Included.</summary>
    public required DateOnly LastDay { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
