using System.Net;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Gateway;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Sample;
using Shouldly;
using Testing;
using Xunit;

namespace ServiceDefaults.Tests;

/// <summary>What an operator sees of one request: the real gateway, a service, PostgreSQL, RabbitMQ, and the listener.</summary>
[Collection("One sample at a time listens to the broker")]
public sealed class TraceTests(SampleHost sample)
{
    [Fact]
    public async Task Request_IsOneTraceFromTheGatewayToTheListenersInsert_AndProbesAreInNone()
    {
        using var spans = new Exported();
        await using var service = await ServiceAsync(spans);
        await using var gateway = Gateway(spans, service.ClientOptions.BaseAddress);
        using var client = new HttpClient { BaseAddress = gateway.ClientOptions.BaseAddress };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", sample.Servers.Issuers.Token("HCC", "HCC finance-officer", "finance-officer"));
        await Eventually.BecomesAsync(
            async () => (await client.GetAsync(new Uri("/health", UriKind.Relative))).StatusCode, status => status is HttpStatusCode.OK);

        client.DefaultRequestHeaders.Add(Idempotency.KeyHeader, Guid.NewGuid().ToString());
        using var answer = await client.PostAsJsonAsync(
            "/api/sample/v1/notes", new { reference = SampleHost.NewReference(), text = "1" });
        answer.EnsureSuccessStatusCode();

        var insert = await Eventually.BecomesAsync(
            () => Task.FromResult(spans.All.FirstOrDefault(span => Sql(span).Contains("INSERT INTO heard_note", StringComparison.Ordinal))),
            span => span is not null);
        var course = spans.PathTo(insert!);
        course.Select(span => span.Source.Name).ShouldContain(Telemetry.Name);
        course.Select(span => span.OperationName).ShouldContain("apply Sample.Contracts.NoteWritten");
        course[^1].ParentSpanId.ShouldBe(default);
        course[^1].GetTagItem("server.port").ShouldBe(gateway.ClientOptions.BaseAddress.Port);
        spans.All.ShouldContain(span => span.TraceId == insert!.TraceId && span.OperationName == "send Sample.Contracts.NoteWritten");

        spans.All.Where(span => span.GetTagItem("url.path") is "/health" or "/alive").ShouldBeEmpty();
        spans.All.Where(span => Sql(span).Contains("sent_at IS NULL", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string Sql(Activity span) => (span.GetTagItem("db.query.text") ?? span.GetTagItem("db.statement"))?.ToString() ?? "";

    private async Task<WebApplicationFactory<SampleDb>> ServiceAsync(Exported spans)
    {
        var rabbit = await sample.BrokerAsync(nameof(TraceTests));
        var database = await sample.Servers.CreateDatabaseAsync("sample");
        var login = sample.Servers.Postgres.ConnectionString(database, "sample");
        await Migrations.MigrateAsync<SampleDb>(
            new ServiceName("sample"), sample.Servers.Postgres.OwnerConnectionString(database), login);
        return Listening<SampleDb>(spans, new()
        {
            ["ConnectionStrings:sample"] = login,
            ["ConnectionStrings:bus"] = rabbit.ConnectionString("sample")
        });
    }

    private WebApplicationFactory<TraceOrigin> Gateway(Exported spans, Uri service)
    {
        var settings = new[] { "governance", "secondments", "school-support", "recharging", "portal", "sample" }
            .ToDictionary(name => $"services:{name}:http:0", _ => service.ToString(), StringComparer.Ordinal);
        settings["ReverseProxy:Routes:sample:ClusterId"] = "sample";
        settings["ReverseProxy:Routes:sample:AuthorizationPolicy"] = "default";
        settings["ReverseProxy:Routes:sample:Match:Path"] = "/api/sample/v1/{**rest}";
        settings["ReverseProxy:Clusters:sample:Destinations:first:Address"] = "http://sample";
        return Listening<TraceOrigin>(spans, settings);
    }

    private WebApplicationFactory<T> Listening<T>(Exported spans, Dictionary<string, string> settings)
        where T : class
    {
        var factory = new WebApplicationFactory<T>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development");
            host.UseSetting("urls", "http://127.0.0.1:0");
            host.UseSetting("Logging:LogLevel:Default", "Error");
            foreach (var (key, value) in settings.Concat(sample.Servers.Issuers.Settings()))
            {
                host.UseSetting(key, value);
            }

            host.ConfigureServices(services => services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(spans)));
        });
        factory.UseKestrel();
        factory.StartServer();
        return factory;
    }

    /// <summary>What would be sent to the dashboard.</summary>
    private sealed class Exported : BaseProcessor<Activity>
    {
        private readonly ConcurrentDictionary<ActivitySpanId, Activity> _spans = [];

        public IEnumerable<Activity> All => _spans.Values;

        public override void OnEnd(Activity data)
        {
            if (data.Recorded)
            {
                _spans[data.SpanId] = data;
            }
        }

        /// <summary>From that span up to the one that began it all.</summary>
        public List<Activity> PathTo(Activity span)
        {
            List<Activity> path = [span];
            while (_spans.TryGetValue(path[^1].ParentSpanId, out var parent))
            {
                path.Add(parent);
            }

            return path;
        }
    }
}
