namespace Secondments.Contracts;

/// <summary>The person works for the host until this day and then returns to the substantive post.</summary>
public sealed record SecondmentEnded
{
    public required string SecondmentReference { get; init; }

    /// <summary>Included.</summary>
    public required DateOnly LastDay { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
