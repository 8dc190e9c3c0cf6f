using System.Diagnostics;
using System.Diagnostics.Metrics;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Polly;
using Polly.Retry;

namespace ServiceDefaults.Messaging;

/// <summary>
/// Sends what the outbox holds, in order per aggregate and for ever until the broker has confirmed it. Any number of replicas may
/// run: a partition's lock keeps two of them from sending one aggregate's events at once.
/// </summary>
internal sealed class OutboxRelay(
    ServiceName service,
    NpgsqlDataSource database,
    Tenancy tenancy,
    IBusControl bus,
    Health.BrokerCheck broker,
    RelaySignal signal,
    IHostEnvironment environment,
    IMeterFactory meters,
    ILogger<OutboxRelay> logger) : BackgroundService
{
    private const int LockClass = 0x0B0C5;
    private const int Batch = 500;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ConfirmWithin = TimeSpan.FromSeconds(10);

    private readonly Counter<long> _sent =
        meters.Create(Telemetry.Name).CreateCounter<long>("outbox.sent", "{event}", "Events that the broker has confirmed");

    private readonly bool _crashes = !environment.IsProduction()
        && Environment.GetEnvironmentVariable("CRASH_POINT") == "after-commit-before-publish";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var forEver = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(_ => !stoppingToken.IsCancellationRequested),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(100),
                MaxDelay = TimeSpan.FromSeconds(2),
                UseJitter = true,
                OnRetry = attempt =>
                {
                    logger.LogWarning(
                        attempt.Outcome.Exception, "Events wait in the outbox: attempt {Attempt} to send them failed.", attempt.AttemptNumber + 1);
                    return default;
                }
            })
            .Build();

        try
        {
            // The others' queues are there since their steps; our own is sure to be once the bus is up.
            await bus.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
            broker.SawItUp();
            while (!stoppingToken.IsCancellationRequested)
            {
                await forEver.ExecuteAsync(async token => await SendAllAsync(token), stoppingToken);
                await signal.WaitAsync(Sweep, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; what is unsent waits for its next start.
        }
    }

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        using var unseen = Telemetry.Unseen();
        int[] sent;
        do
        {
            var partitions = await WaitingPartitionsAsync(cancellationToken);
            sent = await Task.WhenAll(partitions.Select(partition => SendPartitionAsync(partition, cancellationToken)));
        }
        while (sent.Any(count => count > 0));
    }

    private async Task<List<short>> WaitingPartitionsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await tenancy.BeginAsWorkerAsync(connection, cancellationToken);
        await using var command = new NpgsqlCommand("SELECT DISTINCT partition FROM outbox WHERE sent_at IS NULL", connection, transaction);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var partitions = new List<short>();
        while (await reader.ReadAsync(cancellationToken))
        {
            partitions.Add(reader.GetInt16(0));
        }

        return partitions;
    }

    private async Task<int> SendPartitionAsync(short partition, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await tenancy.BeginAsWorkerAsync(connection, cancellationToken);
        if (!await LockAsync(connection, transaction, partition, cancellationToken))
        {
            return 0;
        }

        var unsent = await UnsentAsync(connection, transaction, partition, cancellationToken);
        if (unsent.Count == 0)
        {
            return 0;
        }

        if (_crashes)
        {
            Environment.FailFast("CRASH_POINT after-commit-before-publish");
        }

        var exchange = await bus.GetSendEndpoint(new Uri($"exchange:{service.Name}.events?type=fanout"));
        var confirmed = new System.Collections.Concurrent.ConcurrentBag<long>();
        var sending = Task.WhenAll(unsent
            .GroupBy(row => row.Envelope.Aggregate, StringComparer.Ordinal)
            .Select(aggregate => SendInOrderAsync(exchange, aggregate, confirmed, cancellationToken)));
        await Task.WhenAny(sending);

        await MarkSentAsync(connection, transaction, [.. confirmed]);
        await transaction.CommitAsync(CancellationToken.None);
        _sent.Add(confirmed.Count);
        await sending;
        return confirmed.Count;
    }

    // One unconfirmed event per aggregate: a later one can't overtake an earlier one that failed.
    private static async Task SendInOrderAsync(
        ISendEndpoint exchange,
        IEnumerable<(long Position, EventEnvelope Envelope)> aggregate,
        System.Collections.Concurrent.ConcurrentBag<long> confirmed,
        CancellationToken cancellationToken)
    {
        foreach (var (position, envelope) in aggregate)
        {
            using var seen = Telemetry.Seen();
            using var span = Telemetry.Continue($"send {envelope.Type}", ActivityKind.Producer, envelope.TraceParent);
            using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timed.CancelAfter(ConfirmWithin);
            await exchange.Send(envelope, context => context.MessageId = envelope.EventId, timed.Token);
            confirmed.Add(position);
        }
    }

    private static async Task<bool> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, short partition, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_xact_lock($1, $2)", connection, transaction)
        {
            Parameters = { new() { Value = LockClass }, new() { Value = (int)partition } }
        };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task<List<(long Position, EventEnvelope Envelope)>> UnsentAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, short partition, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT position, event_id, aggregate, version, type, payload::text, occurred_at, trace_parent
            FROM outbox WHERE sent_at IS NULL AND partition = $1 ORDER BY position LIMIT $2
            """,
            connection,
            transaction)
        {
            Parameters = { new() { Value = partition }, new() { Value = Batch } }
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var unsent = new List<(long, EventEnvelope)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            unsent.Add((reader.GetInt64(0), new EventEnvelope
            {
                EventId = reader.GetGuid(1),
                Publisher = service.Name,
                Aggregate = reader.GetString(2),
                Version = reader.GetInt64(3),
                Type = reader.GetString(4),
                Payload = reader.GetString(5),
                OccurredAt = reader.GetFieldValue<DateTimeOffset>(6),
                TraceParent = await reader.IsDBNullAsync(7, cancellationToken) ? null : reader.GetString(7)
            }));
        }

        return unsent;
    }

    // Not cancelled by a stop: what the broker has confirmed should be marked, or it goes out twice.
    private static async Task MarkSentAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long[] positions)
    {
        await using var command = new NpgsqlCommand("UPDATE outbox SET sent_at = now() WHERE position = ANY($1)", connection, transaction)
        {
            Parameters = { new() { Value = positions, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint } }
        };
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
