namespace ServiceDefaults.Messaging;

/// <summary>
/// What became of an event here: applied, ignored (no slice hears it), refused by a rule, waiting for an earlier version,
/// or parked as broken until an officer replays it.
/// </summary>
public enum InboxState
{
    Waiting,
    Applied,
    Ignored,
    Refused,
    Parked
}

/// <summary>An event as it arrived, and what became of it. Kept for ever, so a read model can be built anew.</summary>
public sealed class InboxMessage
{
    public required Guid EventId { get; init; }

    public required string Publisher { get; init; }

    public required string Aggregate { get; init; }

    public required long Version { get; init; }

    public required string Type { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required string Payload { get; init; }

    public required string? TraceParent { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public InboxState State { get; set; }

    /// <summary>Why it was refused or parked.</summary>
    public string? Reason { get; set; }

    public DateTimeOffset? HandledAt { get; set; }
}

/// <summary>The last version of each aggregate that took its effect here.</summary>
public sealed class InboxStream
{
    public required string Publisher { get; init; }

    public required string Aggregate { get; init; }

    public long Version { get; init; }
}
