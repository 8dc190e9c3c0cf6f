namespace Governance.Contracts;

/// <summary>A body decided. The days on which the decision carries authority are known in advance.</summary>
public sealed record DecisionRecorded
{
    public required string DecisionReference { get; init; }

    /// <summary>The council whose body decided, null for a third party such as the Secretary of State.</summary>
    public required string? Council { get; init; }

    public required string Body { get; init; }

    public required string Title { get; init; }

    public required DateOnly DecidedOn { get; init; }

    /// <summary>The first day on which it may be carried out: after notice and call-in.</summary>
    public required DateOnly LiveFrom { get; init; }

    /// <summary>The last day on which it carries authority, null while open.</summary>
    public required DateOnly? LiveUntil { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
