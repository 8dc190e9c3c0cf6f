using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ServiceDefaults.Messaging;

/// <summary>An event that was committed with its effect. The relay sends it; it is kept for ever.</summary>
public sealed class OutboxMessage
{
    /// <summary>Rises in the order of commits within an aggregate; given by the database.</summary>
    public long Position { get; private set; }

    public required Guid EventId { get; init; }

    public required string Aggregate { get; init; }

    /// <summary>Counts from 1 without gaps within the aggregate; given by the database.</summary>
    public long Version { get; private set; }

    /// <summary>Which relay lock guards the aggregate; given by the database.</summary>
    public short Partition { get; private set; }

    public required string Type { get; init; }

    public required string Payload { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset StoredAt { get; init; }

    public required string? TraceParent { get; init; }

    public DateTimeOffset? SentAt { get; private set; }
}

/// <summary>The last version given out for each aggregate.</summary>
public sealed class OutboxStream
{
    public required string Aggregate { get; init; }

    public long Version { get; init; }
}

/// <summary>Puts events into the transaction at hand.</summary>
public static class Outbox
{
    public static void Enqueue(this DbSet<OutboxMessage> outbox, string aggregate, object @event)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(aggregate);
        var type = @event.GetType();
        var occurredAt = type.GetProperty("OccurredAt")?.GetValue(@event) as DateTimeOffset?
            ?? throw new ArgumentException($"{type.FullName} says no OccurredAt: it is no event.", nameof(@event));

        outbox.Add(new OutboxMessage
        {
            EventId = Guid.CreateVersion7(),
            Aggregate = aggregate,
            Type = type.FullName!,
            Payload = JsonSerializer.Serialize(@event, type, EventJson.Options),
            OccurredAt = occurredAt.ToUniversalTime(),
            StoredAt = TimeProvider.System.GetUtcNow(),
            TraceParent = Activity.Current?.Id
        });
    }
}

/// <summary>
/// Refuses events that the service's list of what it tells does not name, and wakes the relay once a transaction that holds an
/// event has committed.
/// </summary>
internal sealed class OutboxSignal(RelaySignal relay, PublishedTypes published) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    private bool _enqueued;

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        foreach (var entry in eventData.Context?.ChangeTracker.Entries<OutboxMessage>() ?? [])
        {
            if (entry.State is EntityState.Added)
            {
                _enqueued = true;
                if (!published.Names.Contains(entry.Entity.Type))
                {
                    throw new InvalidOperationException($"{entry.Entity.Type} is not on the list of what this service tells: Publishes<…>().");
                }
            }
        }

        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (_enqueued)
        {
            _enqueued = false;
            relay.Wake();
        }

        return Task.CompletedTask;
    }
}
