namespace Secondments.Contracts;

/// <summary>A secondment goes on until a later last day.</summary>
public sealed record SecondmentExtended
{
    public required string SecondmentReference { get; init; }

    /// <summary>Included.</summary>
    public required DateOnly LastDay { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
