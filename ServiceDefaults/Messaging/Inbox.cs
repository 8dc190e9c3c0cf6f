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

/// <summary>Takes events in, whoever brings them: the broker, a test, an officer's replay.</summary>
public interface IInbox
{
    /// <summary>
    /// Returns when the event is stored, and applied if its turn has come. Bringing it again changes nothing. An event that says
    /// another publisher than the one whose exchange it came from is parked for good, out of everybody's stream.
    /// </summary>
    Task ReceiveAsync(EventEnvelope envelope, string exchange, CancellationToken cancellationToken);

    /// <summary>Whether that is one of those that the service listens to. Nobody replays what came in another's name.</summary>
    bool ListensTo(string publisher);

    /// <summary>Applies what waits for nothing but its turn.</summary>
    Task CatchUpAsync(string publisher, string aggregate, CancellationToken cancellationToken);
}

/// <summary>
/// Applies each aggregate's events in the order of their versions, each in one transaction with its inbox row. The version
/// decides, not the delivery: an early one waits, an old one is a duplicate, a broken one is parked and holds up its own
/// aggregate only.
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

    // The database is away or chose us as a deadlock's victim: that is nobody's poison.
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

    public async Task ReceiveAsync(EventEnvelope envelope, string exchange, CancellationToken cancellationToken)
    {
        if (exchange != Bus.ExchangeOf(envelope.Publisher))
        {
            await _untilTheDatabaseAnswers.ExecuteAsync(
                async token => await ParkAsync(envelope, exchange, token), cancellationToken);
            return;
        }

        if (await StepAsync(envelope.Publisher, envelope.Aggregate, envelope, cancellationToken))
        {
            await CatchUpAsync(envelope.Publisher, envelope.Aggregate, cancellationToken);
        }
    }

    public bool ListensTo(string publisher) => events.Publishers.Contains(publisher);

    public async Task CatchUpAsync(string publisher, string aggregate, CancellationToken cancellationToken)
    {
        var moved = true;
        while (moved)
        {
            moved = await StepAsync(publisher, aggregate, arrived: null, cancellationToken);
        }
    }

    private async Task<bool> StepAsync(string publisher, string aggregate, EventEnvelope? arrived, CancellationToken cancellationToken) =>
        await _untilTheDatabaseAnswers.ExecuteAsync(
            async token => await StepOnceAsync(publisher, aggregate, arrived, token), cancellationToken);

    private async Task ParkAsync(EventEnvelope envelope, string exchange, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        await using var transaction = await tenancy.BeginAsWorkerAsync(db, cancellationToken);
        await InboxStreams.ParkAsync(
            (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction(), envelope, exchange,
            clock.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        logger.LogError(
            "{Type} {EventId} says that {Publisher} told it, and came from {Exchange}: it is parked.",
            envelope.Type, envelope.EventId, envelope.Publisher, exchange);
    }

    private async Task<bool> StepOnceAsync(
        string publisher, string aggregate, EventEnvelope? arrived, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        await using var transaction = await tenancy.BeginAsWorkerAsync(db, cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var raw = (NpgsqlTransaction)transaction.GetDbTransaction();

        var next = await InboxStreams.NextAsync(
            connection, raw, publisher, aggregate, arrived, clock.GetUtcNow(), cancellationToken);
        var moves = next is { State: InboxState.Waiting };
        if (moves)
        {
            var (state, reason) = await ApplyAsync(next!, db, transaction, scope.ServiceProvider, cancellationToken);
            await InboxStreams.MarkAsync(connection, raw, next!, state, reason, clock.GetUtcNow(), cancellationToken);
            moves = state is not InboxState.Parked;
        }

        await transaction.CommitAsync(cancellationToken);
        return moves;
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

        using var span = Telemetry.Continue($"apply {message.Type}", ActivityKind.Consumer, message.TraceParent);
        var delivery = new Delivery(message.EventId, message.Publisher, message.Aggregate, message.Version, message.OccurredAt);
        for (var attempt = 1; ; attempt++)
        {
            await transaction.CreateSavepointAsync("effect", cancellationToken);
            try
            {
                Unreadable.Check(message.Payload);
                var refusal = await consumer(message.Payload, delivery, db, services, cancellationToken);
                if (refusal is null)
                {
                    await db.SaveChangesAsync(cancellationToken);
                    return (InboxState.Applied, null);
                }

                await UndoAsync(db, transaction, cancellationToken);
                return (InboxState.Refused, $"{refusal.Code}: {refusal.Sentence}");
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
                        message.Type,
                        message.EventId,
                        message.Publisher,
                        message.Aggregate);
                    return (InboxState.Parked, $"{exception.GetType().Name}: {exception.Message}");
                }
            }
        }
    }

    private static async Task UndoAsync(TDb db, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await transaction.RollbackToSavepointAsync("effect", cancellationToken);
    }

    private static bool IsTransient(Exception exception) => exception switch
    {
        NpgsqlException { IsTransient: true } or SocketException or TimeoutException => true,
        PostgresException or NpgsqlException { InnerException: null } => false,
        _ => exception.InnerException is { } inner && IsTransient(inner)
    };
}
