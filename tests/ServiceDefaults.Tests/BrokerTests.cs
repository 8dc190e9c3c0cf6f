using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;
using Sample;
using Shouldly;
using Testing;
using Xunit;

namespace ServiceDefaults.Tests;

/// <summary>From the writer's transaction over a real broker to the listener's: the sample hears what it tells.</summary>
[Collection("One sample at a time listens to the broker")]
public sealed class BrokerTests(SampleHost sample)
{
    private const string Notes = "/api/sample/v1/notes";

    [Fact]
    public async Task Events_SurviveARestart_ABrokerThatDies_AndADatabaseThatCutsOff_OnceAndInOrder()
    {
        var rabbit = await sample.BrokerAsync(nameof(BrokerTests));
        var database = await sample.Servers.CreateDatabaseAsync("sample");
        var told = await WriteBeforeTheRelayStartsAsync(database);

        await using var host = await sample.Servers.StartAsync<SampleDb>("sample", database, rabbit);
        await EverythingIsHeardAsync(host, told);
        await TheQueueIsReplicatedAndBoundedAsync(rabbit);
        await ATraceReachesTheListenerAsync(host, told);

        await KillTheBrokerWhileEventsFlowAsync(host, rabbit, told);
        await EverythingIsHeardAsync(host, told);

        await CutTheDatabaseOffWhileEventsFlowAsync(host, told);
        await EverythingIsHeardAsync(host, told);
        await NothingIsLeftAsync(host);
    }

    private async Task<Dictionary<string, int>> WriteBeforeTheRelayStartsAsync(string database)
    {
        await using var deaf = await sample.Servers.StartAsync<SampleDb>("sample", database, broker: null);
        using var client = deaf.Client("HCC", "finance-officer");
        var told = Enumerable.Range(0, 12).ToDictionary(_ => SampleHost.NewReference(), _ => 0);
        foreach (var reference in told.Keys)
        {
            (await SampleHost.WriteAsync(client, reference, "1")).EnsureSuccessStatusCode();
            told[reference] = 1;
        }

        await AmendAsync(client, told, rounds: 2);
        return told;
    }

    private static async Task KillTheBrokerWhileEventsFlowAsync(ServiceHost<SampleDb> host, RabbitServer rabbit, Dictionary<string, int> told)
    {
        using var client = host.Client("HCC", "finance-officer");
        await AmendAsync(client, told, rounds: 1);
        var flowing = AmendAsync(client, told, rounds: 3);
        await rabbit.KillAsync();
        await flowing;

        // Requests went on while there was no broker: that is degraded, not down.
        using var health = await client.GetAsync("/health");
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.BecomesAsync(
            async () => (await client.GetFromJsonAsync<JsonNode>("/health"))!["status"]!.GetValue<string>(), status => status == "Degraded");
        await rabbit.RestartAsync();
    }

    private static async Task CutTheDatabaseOffWhileEventsFlowAsync(ServiceHost<SampleDb> host, Dictionary<string, int> told)
    {
        using var client = host.Client("HCC", "finance-officer");
        await AmendAsync(client, told, rounds: 2);
        await host.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'sample'"));
    }

    private static async Task AmendAsync(HttpClient client, Dictionary<string, int> told, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var reference in told.Keys)
            {
                (await client.PutAsJsonAsync($"{Notes}/{reference}", new { text = $"{told[reference] + 1}" })).EnsureSuccessStatusCode();
                told[reference]++;
            }
        }
    }

    // Each text is the number of its turn, so what is heard must count up from 1.
    private static async Task EverythingIsHeardAsync(ServiceHost<SampleDb> host, Dictionary<string, int> told)
    {
        var references = told.Keys.ToList();
        await Eventually.BecomesAsync(
            () => host.ReadAsync(db => db.Heard.CountAsync(note => references.Contains(note.Aggregate))), count => count >= told.Values.Sum());
        var heard = await host.ReadAsync(db => db.Heard.OrderBy(note => note.Position).ToListAsync());
        foreach (var (reference, turns) in told)
        {
            heard.Where(note => note.Aggregate == reference).Select(note => note.Text)
                .ShouldBe(Enumerable.Range(1, turns).Select(turn => $"{turn}"));
        }
    }

    private static async Task NothingIsLeftAsync(ServiceHost<SampleDb> host)
    {
        using var client = host.Client("HCC", "operator");

        // A note that is filed right after it was written may be on the broker still when the last written one was heard: nothing unsent
        // and nothing waiting is not yet everything arrived.
        var status = await Eventually.BecomesAsync(
            async () => (await client.GetFromJsonAsync<JsonNode>("/api/sample/v1/messaging"))!,
            messaging => Count(messaging["unsent"]) == 0 && Count(messaging["consumed"]!["waiting"]) == 0
                && Count(messaging["published"]) == Count(messaging["consumed"]!["applied"]) + Count(messaging["consumed"]!["ignored"]));
        status["parked"]!.AsArray().ShouldBeEmpty();
        await Eventually.BecomesAsync(
            async () => (await client.GetFromJsonAsync<JsonNode>("/health"))!["status"]!.GetValue<string>(), text => text == "Healthy");
    }

    private static long Count(JsonNode? number) => number!.GetValue<long>();

    private static async Task TheQueueIsReplicatedAndBoundedAsync(RabbitServer rabbit)
    {
        var factory = new ConnectionFactory { Uri = new Uri(rabbit.AdministratorConnectionString) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();

        // Declaring it again with other arguments would be refused.
        await channel.QueueDeclareAsync("sample.inbox", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum",
            ["x-delivery-limit"] = 20,
            ["x-dead-letter-exchange"] = "sample.inbox.dead"
        });
        (await channel.QueueDeclarePassiveAsync("sample.inbox.dead")).MessageCount.ShouldBe(0u);
    }

    private static async Task ATraceReachesTheListenerAsync(ServiceHost<SampleDb> host, Dictionary<string, int> told)
    {
        var spans = new System.Collections.Concurrent.ConcurrentBag<(string Name, ActivityTraceId Trace)>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans.Add((span.OperationName, span.TraceId))
        };
        ActivitySource.AddActivityListener(listener);
        using var client = host.Client("HCC", "finance-officer");
        var trace = ActivityTraceId.CreateRandom();
        var reference = SampleHost.NewReference();
        client.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        (await SampleHost.WriteAsync(client, reference, "1")).EnsureSuccessStatusCode();
        told[reference] = 1;

        await Eventually.BecomesAsync(
            () => Task.FromResult(string.Join('\n', spans.Where(span => span.Trace == trace).Select(span => span.Name))),
            names => names.Contains("send Sample.Contracts.NoteWritten", StringComparison.Ordinal)
                && names.Contains("apply Sample.Contracts.NoteWritten", StringComparison.Ordinal));
    }
}
