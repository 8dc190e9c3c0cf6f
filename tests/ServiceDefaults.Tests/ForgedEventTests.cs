using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;
using Sample;
using Sample.Contracts;
using ServiceDefaults.Messaging;
using Shouldly;
using Testing;
using Xunit;

namespace ServiceDefaults.Tests;

/// <summary>Whom a consumer believes: the broker, which knows whose exchange an event came from, and not the envelope.</summary>
[Collection("One sample at a time listens to the broker")]
public sealed class ForgedEventTests(SampleHost sample)
{
    [Fact]
    public async Task EventInAnothersName_IsParkedWithBothNames_AndTheTrueOneOfItsVersionIsApplied()
    {
        var rabbit = await sample.BrokerAsync(nameof(ForgedEventTests));
        await using var host = await sample.Servers.StartAsync<SampleDb>(
            "sample", await sample.Servers.CreateDatabaseAsync("sample"), rabbit);
        using var client = host.Client("HCC", "operator");
        await Eventually.BecomesAsync(
            async () => (await client.GetAsync("/health")).StatusCode, answer => answer == HttpStatusCode.OK);
        var aggregate = SampleHost.NewReference();
        var told = Deliveries.Envelope(aggregate, 1, Note(aggregate, "true"));
        var forged = told with { Payload = JsonSerializer.Serialize(Note(aggregate, "forged"), EventJson.Options) };

        await TellAsync(rabbit, "listener.events", forged);
        var parked = await Eventually.BecomesAsync(() => ParkedAsync(host), events => events.Count == 1);
        await TellAsync(rabbit, "sample.events", told);

        await Eventually.BecomesAsync(() => HeardAsync(host, aggregate), heard => heard.Count == 1);
        (await HeardAsync(host, aggregate)).ShouldBe(["true"]);
        parked[0].Reason.ShouldBe("It says that sample told it, and came from listener.events.");
        parked[0].Publisher.ShouldBe("listener.events as sample");
        parked[0].Payload.ShouldContain("forged");
    }

    [Fact]
    public async Task EventInAnothersName_IsNeverReplayed()
    {
        await using var host = await sample.Servers.StartAsync<SampleDb>("sample");
        var aggregate = SampleHost.NewReference();
        var forged = Deliveries.Envelope(aggregate, 1, Note(aggregate, "forged"));
        var inbox = (IInbox)host.Services.GetService(typeof(IInbox))!;
        await inbox.ReceiveAsync([new(forged, "listener.events")], TestContext.Current.CancellationToken);
        await inbox.ReceiveAsync([new(forged, "listener.events")], TestContext.Current.CancellationToken);
        var parked = (await ParkedAsync(host)).ShouldHaveSingleItem();

        using var officer = host.Client("HCC", "operator");
        using var replay = await officer.PostAsync($"/api/sample/v1/messaging/parked/{parked.EventId}/replay", content: null);

        replay.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await replay.Content.ReadFromJsonAsync<JsonNode>())!["type"]!.GetValue<string>().ShouldEndWith("not-by-its-publisher");
        (await HeardAsync(host, aggregate)).ShouldBeEmpty();
        (await ParkedAsync(host)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task EventOfAnotherPublishersKind_IsParked()
    {
        await using var host = await sample.Servers.StartAsync<SampleDb>("sample");
        var aggregate = SampleHost.NewReference();

        await host.DeliverAsync(Deliveries.Envelope(aggregate, 1, Note(aggregate, "forged")) with { Publisher = "listener" });

        (await ParkedAsync(host)).ShouldHaveSingleItem().Reason.ShouldBe("Sample.Contracts.NoteWritten is told by sample, not by listener.");
        (await HeardAsync(host, aggregate)).ShouldBeEmpty();
    }

    // As another service's process would send it: the broker's administrator may write to every exchange.
    private static async Task TellAsync(RabbitServer rabbit, string exchange, EventEnvelope envelope)
    {
        var factory = new ConnectionFactory { Uri = new Uri(rabbit.AdministratorConnectionString) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(exchange, "fanout", durable: true);
        await channel.ExchangeBindAsync("sample.inbox", exchange, "");
        var message = new JsonObject
        {
            ["messageId"] = Guid.NewGuid(),
            ["messageType"] = new JsonArray("urn:message:ServiceDefaults.Messaging:EventEnvelope"),
            ["message"] = JsonSerializer.SerializeToNode(envelope, JsonSerializerOptions.Web),
        };
        await channel.BasicPublishAsync(
            exchange, "", mandatory: true, new BasicProperties { ContentType = "application/vnd.masstransit+json" },
            Encoding.UTF8.GetBytes(message.ToJsonString()));
    }

    private static NoteWritten Note(string reference, string text) =>
        new() { Reference = reference, Text = text, OccurredAt = TimeProvider.System.GetUtcNow() };

    private static Task<List<InboxMessage>> ParkedAsync(ServiceHost<SampleDb> host) => host.ReadAsync(db =>
        db.Set<InboxMessage>().Where(message => message.State == InboxState.Parked).ToListAsync());

    private static Task<List<string>> HeardAsync(ServiceHost<SampleDb> host, string aggregate) => host.ReadAsync(db =>
        db.Heard.Where(heard => heard.Aggregate == aggregate).OrderBy(heard => heard.Position).Select(heard => heard.Text).ToListAsync());
}
