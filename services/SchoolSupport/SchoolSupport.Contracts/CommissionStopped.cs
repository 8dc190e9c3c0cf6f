namespace SchoolSupport.Contracts;

/// <summary>The commission ends; days after this one are not charged.</summary>
public sealed record CommissionStopped
{
    public required string CommissionReference { get; init; }

    public required DateOnly LastDay { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
