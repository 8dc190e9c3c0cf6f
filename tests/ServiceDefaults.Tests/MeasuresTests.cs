using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Sample;
using Sample.Contracts;
using Shouldly;
using Testing;
using Xunit;

namespace ServiceDefaults.Tests;

[Collection("One sample at a time listens to the broker")]
public sealed class MeasuresTests(SampleHost sample)
{
    [Fact]
    public async Task UnsentEvents_AreCountedAndTheOldestIsTimed()
    {
        await using var host = await sample.Servers.StartAsync<SampleDb>("sample");
        (await host.MeasuredAsync("outbox.unsent")).ShouldBe(0);
        (await host.MeasuredAsync("outbox.oldest")).ShouldBe(0);

        using var client = host.Client("HCC", "finance-officer");
        (await SampleHost.WriteAsync(client, SampleHost.NewReference(), "1")).EnsureSuccessStatusCode();
        (await SampleHost.WriteAsync(client, SampleHost.NewReference(), "2")).EnsureSuccessStatusCode();
        (await host.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"UPDATE outbox SET stored_at = stored_at - interval '90 s' WHERE position = (SELECT min(position) FROM outbox)"))).ShouldBe(1);

        (await host.MeasuredAsync("outbox.unsent")).ShouldBe(2);
        (await host.MeasuredAsync("outbox.oldest")).ShouldBeInRange(90, 150);
    }

    [Fact]
    public async Task EventsThatWaitOrAreParked_AreCounted()
    {
        await using var host = await sample.Servers.StartAsync<SampleDb>("sample");
        var (early, broken) = (SampleHost.NewReference(), SampleHost.NewReference());

        await host.DeliverAsync(early, version: 2, Written(early, "2"));
        await host.DeliverAsync(broken, version: 1, Written(broken, "poison"));

        (await host.MeasuredAsync("inbox.waiting")).ShouldBe(1);
        (await host.MeasuredAsync("inbox.parked")).ShouldBe(1);
    }

    [Fact]
    public async Task EventsThatTheBrokerConfirmed_AreCountedAsTheyLeave()
    {
        var rabbit = await sample.BrokerAsync(nameof(MeasuresTests));
        var database = await sample.Servers.CreateDatabaseAsync("sample");
        await using var host = await sample.Servers.StartAsync<SampleDb>("sample", database, rabbit);
        using var sent = new MetricCollector<long>(host.Services.GetRequiredService<IMeterFactory>(), Telemetry.Name, "outbox.sent");

        using var client = host.Client("HCC", "finance-officer");
        (await SampleHost.WriteAsync(client, SampleHost.NewReference(), "1")).EnsureSuccessStatusCode();

        await Eventually.BecomesAsync(
            () => Task.FromResult(sent.GetMeasurementSnapshot().Sum(measurement => measurement.Value)), count => count == 1);
    }

    private static NoteWritten Written(string reference, string text) =>
        new() { Reference = reference, Text = text, OccurredAt = TimeProvider.System.GetUtcNow() };
}
