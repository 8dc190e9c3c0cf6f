using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;
using Values;

namespace ServiceDefaults.Messaging;

/// <summary>An event, and the exchange that brought it.</summary>
public sealed record Arrival(EventEnvelope Envelope, string Exchange)
{
    /// <summary>Whether it came from the exchange that only its publisher writes to.</summary>
    public bool IsGenuine => Exchange == Bus.ExchangeOf(Envelope.Publisher);
}

/// <summary>A stream whose next event is to be applied, and the event that has just arrived for it, if one has.</summary>
internal sealed record Turn(string Publisher, string Aggregate, EventEnvelope? Arrived);

/// <summary>Takes events in, whoever brings them: the broker, a test, an officer's replay.</summary>
public interface IInbox
{
    /// <summary>
    /// Returns when each event is stored, and applied if its turn has come. Bringing one again changes nothing. An event that says
    /// another publisher than the one whose exchange it came from is parked for good, out of everybody's stream.
    /// </summary>
    Task ReceiveAsync(IReadOnlyList<Arrival> arrivals, CancellationToken cancellationToken);

    /// <summary>Whether that is one of those that the service listens to. Nobody replays what came in another's name.</summary>
    bool ListensTo(string publisher);

    /// <summary>Applies what waits for nothing but its turn.</summary>
    Task CatchUpAsync(string publisher, string aggregate, CancellationToken cancellationToken);
}

/// <summary>
/// Applies each aggregate's events in the order of their versions, each in one transaction with its inbox row, and those that
/// arrive together in one transaction, so that they wait for the disk once. The version decides, not the delivery: an early one
/// waits, an old one is a duplicate, a broken one is parked and holds up its own aggregate only.
/// </summary>
internal sealed class Inbox<TDb>(
    EventMap<TDb> events,
    IServiceScopeFactory scopes,
    Tenancy tenancy,
    TimeProvider clock,
    ILogger<Inbox<TDb>> logger) : IInbox
    where TDb : DbContext
{
    private const int Attempts = 3;

    // The database is away or chose us as a deadlock's victim: no event is to blame for that.
    private readonly ResiliencePipeline _untilTheDatabaseAnswers = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(IsTransient),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxDelay = TimeSpan.FromSeconds(2),
            UseJitter = true
        })
        .Build();

    public async Task ReceiveAsync(IReadOnlyList<Arrival> arrivals, CancellationToken cancellationToken)
    {
        foreach (var forged in arrivals.Where(arrival => !arrival.IsGenuine))
        {
            await _untilTheDatabaseAnswers.ExecuteAsync(async token => await ParkAsync(forged, token), cancellationToken);
        }

        // Streams are locked in one order, whoever else takes several.
        var turns = arrivals.Where(arrival => arrival.IsGenuine)
            .Select(arrival => new Turn(arrival.Envelope.Publisher, arrival.Envelope.Aggregate, arrival.Envelope))
            .OrderBy(turn => turn.Publisher, StringComparer.Ordinal)
            .ThenBy(turn => turn.Aggregate, StringComparer.Ordinal)
            .ThenBy(turn => turn.Arrived!.Version)
            .ToList();
        foreach (var (publisher, aggregate, _) in await TakeAsync(turns, cancellationToken))
        {
            await CatchUpAsync(publisher, aggregate, cancellationToken);
        }
    }

    public bool ListensTo(string publisher) => events.Publishers.Contains(publisher);

    public async Task CatchUpAsync(string publisher, string aggregate, CancellationToken cancellationToken)
    {
        IReadOnlyList<Turn> turns = [new(publisher, aggregate, Arrived: null)];
        while (turns.Count > 0)
        {
            turns = await TakeAsync(turns, cancellationToken);
        }
    }

    private async Task ParkAsync(Arrival forged, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        await using var transaction = await tenancy.BeginAsWorkerAsync(db, cancellationToken);
        await InboxStreams.ParkAsync(
            (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction(), forged,
            clock.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        logger.LogError(
            "{Type} {EventId} says that {Publisher} told it, and came from {Exchange}: it is parked.",
            forged.Envelope.Type, forged.Envelope.EventId, forged.Envelope.Publisher, forged.Exchange);
    }

    // Returns the streams that moved and whose next event waits already.
    private async Task<IReadOnlyList<Turn>> TakeAsync(IReadOnlyList<Turn> turns, CancellationToken cancellationToken) =>
        await _untilTheDatabaseAnswers.ExecuteAsync(async token => await TakeOnceAsync(turns, token), cancellationToken);

    private async Task<IReadOnlyList<Turn>> TakeOnceAsync(IReadOnlyList<Turn> turns, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        await using var transaction = await tenancy.BeginAsWorkerAsync(db, cancellationToken);

        // Each event has a savepoint of its own already.
        db.Database.AutoSavepointsEnabled = false;
        var followed = new List<Turn>();
        foreach (var turn in turns)
        {
            if (await StepAsync(turn, db, transaction, scope.ServiceProvider, cancellationToken))
            {
                followed.Add(turn with { Arrived = null });
            }

            db.ChangeTracker.Clear();
        }

        await transaction.CommitAsync(cancellationToken);
        return followed;
    }

    private async Task<bool> StepAsync(
        Turn turn, TDb db, IDbContextTransaction transaction, IServiceProvider services, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var raw = (NpgsqlTransaction)transaction.GetDbTransaction();
        var next = await InboxStreams.NextAsync(connection, raw, turn, clock.GetUtcNow(), cancellationToken);
        if (next is not { State: InboxState.Waiting })
        {
            return false;
        }

        using var span = Telemetry.Continue($"apply {next.Type}", ActivityKind.Consumer, next.TraceParent);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (state, reason) = await ApplyAsync(next, db, transaction, services, cancellationToken);
                return await InboxStreams.MarkAsync(connection, raw, next, state, reason, clock.GetUtcNow(), cancellationToken);
            }
            catch (Exception exception) when (!IsTransient(exception) && !cancellationToken.IsCancellationRequested)
            {
                await UndoAsync(db, transaction, cancellationToken);
                span?.AddException(exception);
                if (attempt == Attempts)
                {
                    logger.LogError(
                        exception,
                        "{Type} {EventId} of {Publisher} is parked; later events of {Aggregate} wait behind it.",
                        next.Type,
                        next.EventId,
                        next.Publisher,
                        next.Aggregate);
                    var reason = $"{exception.GetType().Name}: {exception.Message}";
                    return await InboxStreams.MarkAsync(
                        connection, raw, next, InboxState.Parked, reason, clock.GetUtcNow(), cancellationToken);
                }
            }
        }
    }

    private async Task<(InboxState State, string? Reason)> ApplyAsync(
        InboxMessage message, TDb db, IDbContextTransaction transaction, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (events.ConsumerOf(message.Type) is not var (publisher, consumer))
        {
            return (InboxState.Ignored, null);
        }

        if (publisher != message.Publisher)
        {
            return (InboxState.Parked, $"{message.Type} is told by {publisher}, not by {message.Publisher}.");
        }

        Unreadable.Check(message.Payload);
        var delivery = new Delivery(message.EventId, message.Publisher, message.Aggregate, message.Version, message.OccurredAt);
        if (await consumer(message.Payload, delivery, db, services, cancellationToken) is { } refusal)
        {
            await UndoAsync(db, transaction, cancellationToken);
            return (InboxState.Refused, $"{refusal.Code}: {refusal.Sentence}");
        }

        await db.SaveChangesAsync(cancellationToken);
        return (InboxState.Applied, null);
    }

    private static async Task UndoAsync(TDb db, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await transaction.RollbackToSavepointAsync(InboxStreams.Effect, cancellationToken);
    }

    private static bool IsTransient(Exception exception) => exception switch
    {
        NpgsqlException { IsTransient: true } or SocketException or TimeoutException => true,
        PostgresException or NpgsqlException { InnerException: null } => false,
        _ => exception.InnerException is { } inner && IsTransient(inner)
    };
}
