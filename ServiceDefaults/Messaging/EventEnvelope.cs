using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceDefaults.Messaging;

/// <summary>The one message that travels: an event with its place in its aggregate's stream.</summary>
public sealed record EventEnvelope
{
    public required Guid EventId { get; init; }

    public required string Publisher { get; init; }

    public required string Aggregate { get; init; }

    public required long Version { get; init; }

    /// <summary>The contract's full name.</summary>
    public required string Type { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The event as JSON.</summary>
    public required string Payload { get; init; }

    public required string? TraceParent { get; init; }
}

/// <summary>What a consumer knows of an event beyond its facts.</summary>
public sealed record Delivery(Guid EventId, string Publisher, string Aggregate, long Version, DateTimeOffset OccurredAt);

/// <summary>How events are written: additive, so a reader ignores what it does not know.</summary>
public static class EventJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }
    };
}
