namespace Secondments.Contracts;

/// <summary>The person stays with the home council after all: an <see cref="EmploymentEnded"/> that was told no longer holds.</summary>
public sealed record EmploymentContinued
{
    public required string EmploymentReference { get; init; }

    /// <summary>The day after which the person was to be gone.</summary>
    public required DateOnly LastDay { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
