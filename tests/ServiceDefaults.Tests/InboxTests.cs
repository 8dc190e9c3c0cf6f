using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Sample;
using Sample.Contracts;
using ServiceDefaults.Messaging;
using Shouldly;
using Testing;
using Xunit;

namespace ServiceDefaults.Tests;

public sealed class InboxTests(SampleHost sample)
{
    [Fact]
    public async Task Event_IsApplied_AndItsCopiesAreDropped()
    {
        var aggregate = SampleHost.NewReference();
        var envelope = Deliveries.Envelope(aggregate, 1, Note(aggregate, "once"));

        for (var copy = 0; copy < 3; copy++)
        {
            await sample.Service.DeliverAsync(envelope);
        }

        (await HeardAsync(aggregate)).ShouldBe(["1 once"]);
        (await StateAsync(envelope)).ShouldBe(InboxState.Applied);
    }

    [Fact]
    public async Task LaterVersion_WaitsForTheEarlierOne()
    {
        var aggregate = SampleHost.NewReference();
        var second = Deliveries.Envelope(aggregate, 2, Note(aggregate, "second"));
        var third = Deliveries.Envelope(aggregate, 3, Note(aggregate, "third"));
        await sample.Service.DeliverAsync(third);
        await sample.Service.DeliverAsync(second);
        (await StateAsync(second)).ShouldBe(InboxState.Waiting);
        (await HeardAsync(aggregate)).ShouldBeEmpty();

        await sample.Service.DeliverAsync(aggregate, 1, Note(aggregate, "first"));

        (await HeardAsync(aggregate)).ShouldBe(["1 first", "2 second", "3 third"]);
    }

    [Fact]
    public async Task EventThatNobodyHears_IsIgnoredAndLeavesNoGap()
    {
        var aggregate = SampleHost.NewReference();
        var filed = Deliveries.Envelope(aggregate, 1, new NoteFiled { Reference = aggregate, OccurredAt = TimeProvider.System.GetUtcNow() });

        await sample.Service.DeliverAsync(filed);
        await sample.Service.DeliverAsync(aggregate, 2, Note(aggregate, "next"));

        (await StateAsync(filed)).ShouldBe(InboxState.Ignored);
        (await HeardAsync(aggregate)).ShouldBe(["2 next"]);
    }

    [Fact]
    public async Task Refusal_IsRecordedWithoutItsEffect_AndTheMessageIsDone()
    {
        var aggregate = SampleHost.NewReference();
        var unwelcome = Deliveries.Envelope(aggregate, 1, Note(aggregate, "unwelcome"));

        await sample.Service.DeliverAsync(unwelcome);
        await sample.Service.DeliverAsync(aggregate, 2, Note(aggregate, "next"));

        (await HeardAsync(aggregate)).ShouldBe(["2 next"]);
        var row = await RowAsync(unwelcome);
        row.State.ShouldBe(InboxState.Refused);
        row.Reason.ShouldBe("unwelcome: Unwelcome notes are not kept.");
    }

    [Fact]
    public async Task Poison_ParksAndHoldsUpItsOwnAggregateOnly_UntilAnOfficerReplaysIt()
    {
        await using var host = await sample.Servers.StartAsync<SampleDb>("sample");
        var (poisoned, healthy) = (SampleHost.NewReference(), SampleHost.NewReference());
        var poison = Deliveries.Envelope(poisoned, 1, Note(poisoned, "poison"));
        await host.DeliverAsync(poison);
        await host.DeliverAsync(poisoned, 2, Note(poisoned, "behind"));
        await host.DeliverAsync(healthy, 1, Note(healthy, "flows"));
        await host.DeliverAsync(poison);
        (await HeardAsync(poisoned, host)).ShouldBeEmpty();
        (await HeardAsync(healthy, host)).ShouldBe(["1 flows"]);

        using var officer = host.Client("HCC", "operator");
        var status = await officer.GetFromJsonAsync<JsonNode>("/api/sample/v1/messaging");
        var parked = status!["parked"]!.AsArray().ShouldHaveSingleItem().ShouldNotBeNull();
        parked["eventId"]!.GetValue<Guid>().ShouldBe(poison.EventId);
        parked["reason"]!.GetValue<string>().ShouldContain("Poison without an antidote");
        status["consumed"]!["waiting"]!.GetValue<long>().ShouldBe(1);

        var replay = new Uri($"/api/sample/v1/messaging/parked/{poison.EventId}/replay", UriKind.Relative);
        using var tooEarly = await officer.PostAsync(replay, content: null);
        (await tooEarly.Content.ReadFromJsonAsync<JsonNode>())!["state"]!.GetValue<string>().ShouldBe("parked");
        await host.ReadAsync(db => db.Database.ExecuteSqlAsync($"INSERT INTO antidote VALUES ('poison')"));
        using var mended = await officer.PostAsync(replay, content: null);
        (await mended.Content.ReadFromJsonAsync<JsonNode>())!["state"]!.GetValue<string>().ShouldBe("applied");
        using var again = await officer.PostAsync(replay, content: null);

        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await HeardAsync(poisoned, host)).ShouldBe(["1 poison", "2 behind"]);
    }

    [Fact]
    public async Task ThousandDuplicates_ChangeNothing()
    {
        var aggregate = SampleHost.NewReference();
        var envelopes = Enumerable.Range(1, 10).Select(version => Deliveries.Envelope(aggregate, version, Note(aggregate, $"n{version}"))).ToList();
        foreach (var envelope in envelopes)
        {
            await sample.Service.DeliverAsync(envelope);
        }

        await Parallel.ForAsync(
            0, 1_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (copy, _) => await sample.Service.DeliverAsync(envelopes[copy % 10]));

        (await HeardAsync(aggregate)).ShouldBe(Enumerable.Range(1, 10).Select(version => $"{version} n{version}"));
    }

    [Fact]
    public async Task ShuffledWindowWithCopies_TakesEffectOnceAndInOrder()
    {
        var shuffle = new Random(20230509);
        var aggregates = Enumerable.Range(0, 20).Select(_ => SampleHost.NewReference()).ToList();
        var window = aggregates
            .SelectMany(aggregate => Enumerable.Range(1, 10).Select(version => Deliveries.Envelope(aggregate, version, Note(aggregate, $"n{version}"))))
            .SelectMany(envelope => Enumerable.Repeat(envelope, 2))
            .ToArray();
        shuffle.Shuffle(window);

        await Parallel.ForEachAsync(
            window, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (envelope, _) => await sample.Service.DeliverAsync(envelope));

        foreach (var aggregate in aggregates)
        {
            (await HeardAsync(aggregate)).ShouldBe(Enumerable.Range(1, 10).Select(version => $"{version} n{version}"), $"seed 20230509, {aggregate}");
        }
    }

    [Fact]
    public async Task EventsThatArriveTogether_TakeEffectAsIfAlone()
    {
        await using var host = await sample.Servers.StartAsync<SampleDb>("sample");
        var (plain, refused, poisoned, owing, late) = (
            SampleHost.NewReference(), SampleHost.NewReference(), SampleHost.NewReference(), SampleHost.NewReference(),
            SampleHost.NewReference());
        EventEnvelope Of(string aggregate, long version, string text) => Deliveries.Envelope(aggregate, version, Note(aggregate, text));
        var first = Of(plain, 1, "first");
        await host.DeliverAsync(Of(late, 2, "waited"));

        await host.DeliverAsync(
            Of(plain, 2, "second"), first, first,
            Of(refused, 1, "unwelcome"), Of(refused, 2, "next"),
            Of(poisoned, 1, "poison"), Of(poisoned, 2, "behind"),
            Of(owing, 1, "owing"), Of(owing, 2, "behind"),
            Of(late, 1, "called for"));

        (await HeardAsync(plain, host)).ShouldBe(["1 first", "2 second"]);
        (await HeardAsync(refused, host)).ShouldBe(["2 next"]);
        (await HeardAsync(poisoned, host)).ShouldBeEmpty();
        (await HeardAsync(owing, host)).ShouldBeEmpty();
        (await HeardAsync(late, host)).ShouldBe(["1 called for", "2 waited"]);
        var parked = await host.ReadAsync(db => db.Set<InboxMessage>()
            .Where(message => message.State == InboxState.Parked)
            .ToDictionaryAsync(message => message.Aggregate, message => message.Reason));
        parked.Keys.ShouldBe([poisoned, owing], ignoreOrder: true);
        parked[owing].ShouldNotBeNull().ShouldContain("still owing");
    }

    private static NoteWritten Note(string reference, string text) =>
        new() { Reference = reference, Text = text, OccurredAt = TimeProvider.System.GetUtcNow() };

    private Task<List<string>> HeardAsync(string aggregate, ServiceHost<SampleDb>? host = null) => (host ?? sample.Service).ReadAsync(db => db.Heard
        .Where(heard => heard.Aggregate == aggregate)
        .OrderBy(heard => heard.Position)
        .Select(heard => heard.Version + " " + heard.Text)
        .ToListAsync());

    private Task<InboxMessage> RowAsync(EventEnvelope envelope) =>
        sample.Service.ReadAsync(db => db.Set<InboxMessage>().SingleAsync(message => message.EventId == envelope.EventId));

    private async Task<InboxState> StateAsync(EventEnvelope envelope) => (await RowAsync(envelope)).State;
}
