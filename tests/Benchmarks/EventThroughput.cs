using System.Diagnostics;
using Npgsql;
using Orchestration;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Benchmarks;

/// <summary>
/// E4: events that wait in Governance's outbox, sent, received and handled by Recharging. E5: beside as many messages of the same size
/// that a bare RabbitMQ client publishes with confirms to a queue of the same kind, consumes and acknowledges.
/// </summary>
internal static class EventThroughput
{
    private const int Pairs = 3;
    private const int Events = 20_000;

    public static async Task<IReadOnlyList<Result>> MeasureAsync(PlatformApp system)
    {
        await using var governance = new NpgsqlConnection(system.Database("governance"));
        await governance.OpenAsync();
        await using var recharging = new NpgsqlConnection(system.Database("recharging"));
        await recharging.OpenAsync();
        var pairs = new List<Pair>();
        // The first warms both up and does not count.
        for (var pair = 0; pair <= Pairs; pair++)
        {
            var ours = Events / await OursAsync(governance, recharging, $"BENCH-{pair}");
            var bare = Events / await BareAsync(system);
            Console.WriteLine(FormattableString.Invariant($"     pair {pair}: ours {ours:F0}/s, bare client {bare:F0}/s"));
            pairs.Add(new Pair(ours, bare));
        }

        pairs = pairs[1..];
        var rate = Results.Median(pairs.Select(pair => pair.Ours));
        var ratio = Results.Median(pairs.Select(pair => pair.Ours / pair.Peer!.Value));
        return
        [
            new Result("E4", $"{Events:N0} events from the outbox to their effect in another service", rate, Peer: null, "events/s", Ratio: null,
                2_000, rate >= 2_000, [.. pairs.Select(pair => pair with { Peer = null })]),
            new Result("E5", "the same beside a bare RabbitMQ client: publish, confirm, consume, acknowledge", rate,
                Results.Median(pairs.Select(pair => pair.Peer!.Value)), "events/s", ratio, 0.35, ratio >= 0.35, pairs)
        ];
    }

    // As many aggregates as events, like decisions of many bodies.
    private static async Task<double> OursAsync(NpgsqlConnection governance, NpgsqlConnection recharging, string about)
    {
        await using var store = new NpgsqlCommand(
            """
            INSERT INTO outbox (event_id, aggregate, type, payload, occurred_at, stored_at)
            SELECT gen_random_uuid(), $1 || '-' || number, type, payload, occurred_at, now()
            FROM generate_series(1, $2) AS number,
                 (SELECT type, payload, occurred_at FROM outbox WHERE aggregate LIKE 'D-%' ORDER BY position LIMIT 1) AS told
            """, governance)
        {
            Parameters = { new() { Value = about }, new() { Value = Events } },
            CommandTimeout = 600
        };
        await store.ExecuteNonQueryAsync();
        var watch = Stopwatch.StartNew();
        long handled;
        do
        {
            await Task.Delay(50);
            await using var count = new NpgsqlCommand(
                "SELECT count(*) FROM inbox WHERE publisher = 'governance' AND aggregate LIKE $1 AND handled_at IS NOT NULL", recharging)
            {
                Parameters = { new() { Value = $"{about}-%" } }
            };
            handled = (long)(await count.ExecuteScalarAsync())!;
        }
        while (handled < Events && watch.Elapsed < TimeSpan.FromMinutes(5));
        return handled == Events ? watch.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"Only {handled:N0} of {Events:N0} events had their effect in five minutes.");
    }

    private static async Task<double> BareAsync(PlatformApp system)
    {
        const string Queue = "bench.bare";
        await using var connection = await new ConnectionFactory { Uri = new Uri(system.ConnectionString("bus")) }.CreateConnectionAsync();
        await using var publisher = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await using var consumer = await connection.CreateChannelAsync();
        await publisher.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" });
        await consumer.BasicQosAsync(0, 64, global: false);
        var received = 0;
        var all = new TaskCompletionSource();
        var listener = new AsyncEventingBasicConsumer(consumer);
        listener.ReceivedAsync += async (_, message) =>
        {
            await consumer.BasicAckAsync(message.DeliveryTag, multiple: false);
            if (Interlocked.Increment(ref received) == Events)
            {
                all.SetResult();
            }
        };
        var body = new byte[600];
        var watch = Stopwatch.StartNew();
        await consumer.BasicConsumeAsync(Queue, autoAck: false, listener);
        foreach (var some in Enumerable.Range(0, Events).Chunk(500))
        {
            await Task.WhenAll(some.Select(_ => publisher.BasicPublishAsync(
                "", Queue, mandatory: false, new BasicProperties { Persistent = true }, body).AsTask()));
        }

        await all.Task;
        var took = watch.Elapsed.TotalSeconds;
        await publisher.QueueDeleteAsync(Queue);
        return took;
    }
}
