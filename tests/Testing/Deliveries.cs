using System.Text.Json;
using ServiceDefaults.Messaging;

namespace Testing;

/// <summary>Events as they travel.</summary>
public static class Deliveries
{
    public static EventEnvelope Envelope(string aggregate, long version, object @event) => new()
    {
        EventId = Guid.CreateVersion7(),
        Publisher = PublisherOf(@event.GetType()),
        Aggregate = aggregate,
        Version = version,
        Type = @event.GetType().FullName!,
        OccurredAt = (DateTimeOffset)@event.GetType().GetProperty("OccurredAt")!.GetValue(@event)!,
        Payload = JsonSerializer.Serialize(@event, @event.GetType(), EventJson.Options),
        TraceParent = null
    };

    // Governance.Contracts → governance, SchoolSupport.Contracts → school-support
    private static string PublisherOf(Type contract) => string.Concat(contract.Namespace!.Split('.')[0].Select((letter, index) =>
        char.IsUpper(letter) && index > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
