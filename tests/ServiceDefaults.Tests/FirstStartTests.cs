using System.Diagnostics;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sample;
using Sample.Contracts;
using ServiceDefaults.Messaging;
using Shouldly;
using Testing;
using Xunit;

namespace ServiceDefaults.Tests;

/// <summary>What is told before a listener's process ever ran waits for it on the broker, because its step has made its queue.</summary>
[Collection("One sample at a time listens to the broker")]
public sealed class FirstStartTests(SampleHost sample)
{
    [Fact]
    public async Task Event_ToldBeforeTheListenerEverRan_IsHeardOnceItRuns()
    {
        var rabbit = await sample.BrokerAsync(nameof(FirstStartTests));
        var database = await sample.Servers.CreateDatabaseAsync("sample");
        await RunStepAsync(database, rabbit);
        var reference = SampleHost.NewReference();

        await TellAsync(rabbit, Deliveries.Envelope(
            reference, 1, new NoteWritten { Reference = reference, Text = "1", OccurredAt = TimeProvider.System.GetUtcNow() }));

        await using var host = await sample.Servers.StartAsync<SampleDb>("sample", database, rabbit);
        await Eventually.BecomesAsync(
            () => host.ReadAsync(db => db.Heard.CountAsync(note => note.Aggregate == reference)), count => count == 1);
    }

    private async Task RunStepAsync(string database, RabbitServer rabbit)
    {
        using var step = Process.Start(new ProcessStartInfo("dotnet", [typeof(SampleDb).Assembly.Location, "migrate"])
        {
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ConnectionStrings__sample-owner"] = sample.Servers.Postgres.OwnerConnectionString(database),
                ["ConnectionStrings__sample"] = sample.Servers.Postgres.ConnectionString(database, "sample"),
                ["ConnectionStrings__bus"] = rabbit.ConnectionString("sample"),
            },
            UseShellExecute = false
        })!;
        await step.WaitForExitAsync();
        step.ExitCode.ShouldBe(0);
    }

    // As the relay of another process sends it.
    private static async Task TellAsync(RabbitServer rabbit, EventEnvelope envelope)
    {
        var address = new Uri(rabbit.ConnectionString("sample"));
        var user = address.UserInfo.Split(':', 2);
        var bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(broker => broker.Host(
            new UriBuilder(address) { UserName = "", Password = "" }.Uri, host =>
            {
                host.Username(user[0]);
                host.Password(Uri.UnescapeDataString(user[1]));
            }));
        await bus.StartAsync();
        try
        {
            var exchange = await bus.GetSendEndpoint(new Uri("exchange:sample.events?type=fanout"));
            await exchange.Send(envelope);
        }
        finally
        {
            await bus.StopAsync();
        }
    }
}
