using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sample;
using Shouldly;
using Testing;
using Xunit;

namespace ServiceDefaults.Tests;

public sealed class ClockTests(SampleHost sample)
{
    [Fact]
    public async Task ClockThatWasSet_RulesTheDayAndTheEvents_AlsoAfterARestart()
    {
        var database = await sample.Servers.CreateDatabaseAsync("sample");
        var (before, after) = (SampleHost.NewReference(), SampleHost.NewReference());
        await using (var host = await sample.Servers.StartAsync<SampleDb>("sample", database, broker: null))
        {
            // Half past eleven at night in UTC is the next day in a British summer.
            await host.SetClockAsync(new DateTimeOffset(2023, 5, 8, 23, 30, 0, TimeSpan.Zero));
            (await TodayAsync(host, before)).ShouldBe("2023-05-09");
            (await host.ToldAsync<Sample.Contracts.NoteWritten>(before)).Single().OccurredAt
                .ShouldBe(new DateTimeOffset(2023, 5, 8, 23, 30, 0, TimeSpan.Zero));
        }

        await using var restarted = await sample.Servers.StartAsync<SampleDb>("sample", database, broker: null);
        (await TodayAsync(restarted, after)).ShouldBe("2023-05-09");
    }

    [Fact]
    public async Task ClockThatNobodySet_IsTheSystems()
    {
        var clock = sample.Service.Services.GetRequiredService<BusinessClock>();

        (clock.GetUtcNow() - TimeProvider.System.GetUtcNow()).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(10));
        sample.Service.Services.GetRequiredService<TimeProvider>().ShouldBeSameAs(TimeProvider.System);
    }

    [Fact]
    public async Task ClockInProduction_CannotBeSet()
    {
        await using var host = await sample.Servers.StartAsync<SampleDb>("sample", new KeyValuePair<string, string>("environment", "Production"));

        Routes(host).ShouldNotContain("/api/sample/v1/clock");
        Routes(sample.Service).ShouldContain("/api/sample/v1/clock");
    }

    private static IEnumerable<string?> Routes(ServiceHost<SampleDb> host) =>
        host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText);

    private static async Task<string> TodayAsync(ServiceHost<SampleDb> host, string reference)
    {
        using var client = host.Client("HCC", "finance-officer");
        using var answer = await SampleHost.WriteAsync(client, reference, "what day is it?");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["today"]!.GetValue<string>();
    }
}
