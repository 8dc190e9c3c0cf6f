using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ServiceDefaults.Messaging;

/// <summary>
/// Finds events whose turn has come and that nobody applied, because the process died between one event and the next one that
/// waited behind it.
/// </summary>
internal sealed class InboxSweep(NpgsqlDataSource database, Tenancy tenancy, IInbox inbox, TimeProvider clock, ILogger<InboxSweep> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            do
            {
                await SweepAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (publisher, aggregate) in await ReadyAsync(cancellationToken))
            {
                await inbox.CatchUpAsync(publisher, aggregate, cancellationToken);
            }
        }
        catch (NpgsqlException exception)
        {
            logger.LogWarning(exception, "The database does not answer; the inbox is swept again in {Seconds} s.", Every.TotalSeconds);
        }
    }

    private async Task<List<(string Publisher, string Aggregate)>> ReadyAsync(CancellationToken cancellationToken)
    {
        using var unseen = Telemetry.Unseen();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await tenancy.BeginAsWorkerAsync(connection, cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            SELECT publisher, aggregate FROM inbox JOIN inbox_stream USING (publisher, aggregate)
            WHERE state = 'Waiting' AND inbox.version = inbox_stream.version + 1
            """,
            connection,
            transaction);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ready = new List<(string, string)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ready.Add((reader.GetString(0), reader.GetString(1)));
        }

        return ready;
    }
}
