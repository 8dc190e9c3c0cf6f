using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Yarp.ReverseProxy;

namespace Gateway;

/// <summary>The gateway is as well as what it leads to: a service that is down, or lacks its database or the broker, is named.</summary>
internal sealed class ServicesHealth(IProxyStateLookup proxy, IHttpClientFactory clients) : IHealthCheck
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var asked = await Task.WhenAll(proxy.GetClusters().SelectMany(cluster => cluster.DestinationsState.AllDestinations
            .Select(destination => AskAsync(cluster.ClusterId, destination.Model.Config.Address, cancellationToken))));
        var troubles = asked.OfType<string>().ToList();
        return troubles.Count == 0 ? HealthCheckResult.Healthy()
            : troubles.Count < asked.Length ? HealthCheckResult.Degraded(string.Join(' ', troubles))
            : HealthCheckResult.Unhealthy(string.Join(' ', troubles));
    }

    /// <summary>What is wrong with it, in a sentence, or null.</summary>
    private async Task<string?> AskAsync(string service, string address, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(nameof(ServicesHealth));
            using var answer = await client.GetAsync(new Uri(new Uri(address), "health"), cancellationToken);
            var said = await answer.Content.ReadAsStringAsync(cancellationToken);
            return answer.IsSuccessStatusCode && !said.Contains("Degraded", StringComparison.Ordinal) ? null : $"{service}: {Reasons(said)}";
        }
        catch (Exception exception) when (exception is HttpRequestException
            || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return $"{service} does not answer.";
        }
    }

    // { "status": "Degraded", "checks": { "broker": { "status": "Degraded", "description": "The broker …" } } }
    private static string Reasons(string said)
    {
        try
        {
            using var health = JsonDocument.Parse(said);
            return string.Join(' ', health.RootElement.GetProperty("checks").EnumerateObject()
                .Select(check => check.Value.GetProperty("description").GetString()).OfType<string>().Distinct(StringComparer.Ordinal));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "it says that it is unwell.";
        }
    }
}

/// <summary>Asks for it.</summary>
internal static class ServicesHealthCheck
{
    public static void AddServicesHealth(this WebApplicationBuilder builder)
    {
        // What is asked is how a service is now: asking again until it is well, or not at all for a while, would hide that.
#pragma warning disable EXTEXP0001 // experimental, and the only way to take the handlers off that every client gets
        builder.Services.AddHttpClient(nameof(ServicesHealth), client => client.Timeout = ServicesHealth.Patience)
            .RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        builder.Services.AddHealthChecks().AddCheck<ServicesHealth>("services");
    }
}
