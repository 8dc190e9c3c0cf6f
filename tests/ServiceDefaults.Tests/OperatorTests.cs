using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Sample;
using Sample.Contracts;
using Shouldly;
using Testing;
using Xunit;

namespace ServiceDefaults.Tests;

/// <summary>What concerns both councils at once is for an operator alone, and leaves a trace.</summary>
public sealed class OperatorTests(SampleHost sample)
{
    private const string Clock = "/api/sample/v1/clock";
    private const string Messaging = "/api/sample/v1/messaging";

    [Theory]
    [InlineData("adviser")]
    [InlineData("finance-officer")]
    [InlineData("s151-delegate")]
    [InlineData("auditor")]
    public async Task ClockAndMessages_AskedForByAnotherPost_AreForbidden(string role)
    {
        using var officer = sample.Service.Client("HCC", role);

        (await StatusesAsync(officer)).ShouldAllBe(status => status == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task ClockAndMessages_AskedForByAnErpClient_AreForbidden()
    {
        using var erp = sample.Service.Erp("HCC", "ledger:write", "masters:write", "operator");

        (await StatusesAsync(erp)).ShouldAllBe(status => status == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task ClockSetByAnOperator_IsAuditedInTheOperatorsName()
    {
        await using var host = await sample.Servers.StartAsync<SampleDb>("sample");
        using var systemOperator = host.Officer("IWC", "Olga Operator", "operator");

        using var answer = await systemOperator.PutAsJsonAsync(Clock, new { now = "2023-05-09T09:00:00+01:00" });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var entry = await host.ReadAsync(db => db.Audit.SingleAsync(entry => entry.Action == nameof(SetClock)));
        (entry.Council, entry.ActorName, entry.Reason).ShouldBe(("IWC", "Olga Operator", "to 2023-05-09T08:00:00Z"));
    }

    [Fact]
    public async Task ParkedEvent_SeenAndReplayedByAnOperator_IsAuditedBothTimes()
    {
        await using var host = await sample.Servers.StartAsync<SampleDb>("sample");
        using var systemOperator = host.Officer("HCC", "Otto Operator", "operator");
        var aggregate = SampleHost.NewReference();
        var poison = Deliveries.Envelope(
            aggregate, 1, new NoteWritten { Reference = aggregate, Text = "poison", OccurredAt = DateTimeOffset.UnixEpoch });
        await host.DeliverAsync(poison);

        await systemOperator.GetStringAsync(Messaging);
        using var replay = await systemOperator.PostAsync($"{Messaging}/parked/{poison.EventId}/replay", content: null);

        replay.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.ReadAsync(db => db.Audit.Where(entry => entry.ActorName == "Otto Operator").OrderBy(entry => entry.Position)
            .Select(entry => entry.Action).ToListAsync())).ShouldBe(["ViewMessaging", "ReplayEvent"]);
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> StatusesAsync(HttpClient client)
    {
        using var set = await client.PutAsJsonAsync(Clock, new { now = "2023-05-09T09:00:00+01:00" });
        using var seen = await client.GetAsync(Messaging);
        using var replayed = await client.PostAsync($"{Messaging}/parked/{Guid.NewGuid()}/replay", content: null);
        return [set.StatusCode, seen.StatusCode, replayed.StatusCode];
    }
}
