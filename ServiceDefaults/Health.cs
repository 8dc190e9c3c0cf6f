using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace ServiceDefaults;

/// <summary>
/// Whether a service can serve. Without its database it can't; without the broker it still takes requests, since events wait in the
/// outbox, so that is degraded and not down.
/// </summary>
public static class Health
{
    private static readonly TimeSpan OldestUnsent = TimeSpan.FromSeconds(60);

    internal static void AddDatabaseHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database");

    internal static void AddMessagingHealth(this IServiceCollection services)
    {
        services.AddSingleton<BrokerCheck>();
        services.AddHealthChecks()
            .AddCheck<BrokerCheck>("broker")
            .AddCheck<OutboxCheck>("outbox");
    }

    internal static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            status = report.Status.ToString(),
            checks = report.Entries.ToDictionary(
                entry => entry.Key,
                entry => new { status = entry.Value.Status.ToString(), entry.Value.Description },
                StringComparer.Ordinal)
        }, JsonSerializerOptions.Web));
    }

    private sealed class DatabaseCheck(NpgsqlDataSource database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await using var command = database.CreateCommand("SELECT 1");
                await command.ExecuteScalarAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (NpgsqlException exception)
            {
                return HealthCheckResult.Unhealthy("The database does not answer.", exception);
            }
        }
    }

    // A broker that was never there is a mistake of the wiring; one that went away comes back.
    internal sealed class BrokerCheck(IBusControl bus) : IHealthCheck
    {
        private volatile bool _wasUp;

        public void SawItUp() => _wasUp = true;

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var health = bus.CheckHealth();
            if (health.Status is BusHealthStatus.Healthy)
            {
                SawItUp();
                return Task.FromResult(HealthCheckResult.Healthy());
            }

            return Task.FromResult(_wasUp
                ? HealthCheckResult.Degraded("The broker does not answer: events wait in the outbox.")
                : HealthCheckResult.Unhealthy("The broker has not answered yet."));
        }
    }

    private sealed class OutboxCheck(NpgsqlDataSource database, Tenancy tenancy, TimeProvider clock) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(cancellationToken);
                await using var transaction = await tenancy.BeginAsWorkerAsync(connection, cancellationToken);
                await using var command = new NpgsqlCommand("SELECT min(stored_at) FROM outbox WHERE sent_at IS NULL", connection, transaction);
                var waited = await command.ExecuteScalarAsync(cancellationToken) is DateTime oldest
                    ? clock.GetUtcNow() - new DateTimeOffset(oldest, TimeSpan.Zero)
                    : TimeSpan.Zero;
                return waited < OldestUnsent
                    ? HealthCheckResult.Healthy()
                    : HealthCheckResult.Degraded($"The oldest unsent event has waited for {waited.TotalSeconds:F0} s.");
            }
            catch (NpgsqlException exception)
            {
                return HealthCheckResult.Unhealthy("The database does not answer.", exception);
            }
        }
    }
}
