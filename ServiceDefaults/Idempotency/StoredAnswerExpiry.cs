using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ServiceDefaults;

/// <summary>Forgets stored answers whose 90 days are over. From then on the business keys alone stop a second effect.</summary>
internal sealed class StoredAnswerExpiry(NpgsqlDataSource database, Tenancy tenancy, TimeProvider clock, ILogger<StoredAnswerExpiry> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await ForgetAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        using var unseen = Telemetry.Unseen();
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await tenancy.BeginAsWorkerAsync(connection, cancellationToken);
            await using var command = new NpgsqlCommand("DELETE FROM idempotency WHERE stored_at < $1", connection, transaction)
            {
                Parameters = { new() { Value = clock.GetUtcNow() - Idempotency.Kept } }
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            logger.LogWarning(exception, "Old answers were not forgotten; the next attempt is in an hour.");
        }
    }
}
