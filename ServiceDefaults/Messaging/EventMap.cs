using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Values;

namespace ServiceDefaults.Messaging;

/// <summary>What a service tells, whom it listens to, and which slice hears which event.</summary>
public sealed class EventMap<TDb>
    where TDb : DbContext
{
    private readonly HashSet<string> _published = new(StringComparer.Ordinal);
    private readonly List<string> _publishers = [];
    private readonly Dictionary<string, (string Publisher, Consumer Consumer)> _consumers = new(StringComparer.Ordinal);

    internal delegate Task<Refusal?> Consumer(
        string payload, Delivery delivery, TDb db, IServiceProvider services, CancellationToken cancellationToken);

    /// <summary>The closed list of what this service tells; the relay refuses any other type.</summary>
    public IReadOnlySet<string> Published => _published;

    public IReadOnlyList<string> Publishers => _publishers;

    public IReadOnlyCollection<string> Consumed => _consumers.Keys;

    public EventMap<TDb> Publishes<TEvent>()
    {
        _published.Add(typeof(TEvent).FullName!);
        return this;
    }

    /// <summary>Every event of that publisher arrives; those that no slice hears are recorded as ignored. The slices that follow
    /// hear this publisher's events, and no other's of the same name.</summary>
    public EventMap<TDb> ListensTo(string publisher)
    {
        _publishers.Add(publisher);
        return this;
    }

    public EventMap<TDb> On<TEvent>(Func<TEvent, Delivery, TDb, IServiceProvider, CancellationToken, Task<Refusal?>> handle)
    {
        _consumers.Add(
            typeof(TEvent).FullName!,
            (_publishers[^1], (payload, delivery, db, services, cancellationToken) => handle(
                JsonSerializer.Deserialize<TEvent>(payload, EventJson.Options)
                    ?? throw new JsonException($"The payload of {delivery.EventId} is null."),
                delivery,
                db,
                services,
                cancellationToken)));
        return this;
    }

    /// <summary>The slice that hears such an event, and whose event it is; null when nobody hears it.</summary>
    internal (string Publisher, Consumer Consumer)? ConsumerOf(string type) =>
        _consumers.TryGetValue(type, out var consumer) ? consumer : null;
}
