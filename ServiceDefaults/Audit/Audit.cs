namespace ServiceDefaults;

/// <summary>Who did what to which thing, when and why: written with the change, never changed afterwards.</summary>
public sealed class AuditEntry
{
    public long Position { get; private set; }

    public required string Council { get; init; }

    public required string Issuer { get; init; }

    public required string Actor { get; init; }

    public required string ActorName { get; init; }

    public required string Action { get; init; }

    public required string Subject { get; init; }

    public required string? Reason { get; init; }

    /// <summary>By the business clock; the row's own time of writing is the database's.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    public static AuditEntry Of(Caller caller, BusinessClock clock, string action, string subjectReference, string? reason) => new()
    {
        Council = caller.Council,
        Issuer = caller.Issuer,
        Actor = caller.Subject,
        ActorName = caller.NameInRecords,
        Action = action,
        Subject = subjectReference,
        Reason = reason,
        OccurredAt = clock.GetUtcNow()
    };

    /// <summary>For what nobody asked for in person: a consumer's effect, a scheduled run.</summary>
    public static AuditEntry BySystem(string council, BusinessClock clock, string action, string subjectReference, string? reason) => new()
    {
        Council = council,
        Issuer = "system",
        Actor = "system",
        ActorName = "system",
        Action = action,
        Subject = subjectReference,
        Reason = reason,
        OccurredAt = clock.GetUtcNow()
    };
}
