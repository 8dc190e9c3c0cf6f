using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ServiceDefaults;

/// <summary>A number that a service's own tables hold, shown among its metrics.</summary>
public sealed record Measure(string Name, string Unit, string Description, Func<DbContext, CancellationToken, Task<double>> ReadAsync)
{
    /// <param name="name">As the dashboard lists it.</param>
    /// <param name="unit">What is counted, in braces, or a unit such as <c>s</c>.</param>
    /// <param name="description">What an operator reads beside it.</param>
    /// <param name="select">One row with one number.</param>
    public static Measure OfTable(string name, string unit, string description, string select) =>
        new(name, unit, description, async (db, cancellationToken) =>
        {
            await using var command = new NpgsqlCommand(
                select, (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction());
            return Convert.ToDouble(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        });
}

/// <summary>
/// Looks at the tables every so often, so that the metrics say what is true whichever replica did it and whatever was restarted since.
/// </summary>
public sealed class Measures : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, double> _latest = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<Measure> _measures;
    private readonly IServiceScopeFactory _scopes;
    private readonly Tenancy _tenancy;
    private readonly TimeProvider _clock;
    private readonly ILogger<Measures> _logger;

    public Measures(
        IEnumerable<Measure> measures,
        IMeterFactory meters,
        IServiceScopeFactory scopes,
        Tenancy tenancy,
        TimeProvider clock,
        ILogger<Measures> logger)
    {
        _measures = [.. measures];
        _scopes = scopes;
        _tenancy = tenancy;
        _clock = clock;
        _logger = logger;
        var meter = meters.Create(Telemetry.Name);
        foreach (var measure in _measures)
        {
            meter.CreateObservableGauge(measure.Name, () => Known(measure.Name), measure.Unit, measure.Description);
        }
    }

    /// <summary>Reads all of them once.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        using var unseen = Telemetry.Unseen();
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        await using var transaction = await _tenancy.BeginAsWorkerAsync(db, cancellationToken);
        foreach (var measure in _measures)
        {
            _latest[measure.Name] = await measure.ReadAsync(db, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryReadAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task TryReadAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ReadAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // Old numbers would look true.
            _latest.Clear();
            _logger.LogWarning(exception, "The service's metrics could not be read; the next attempt is in {Seconds} s.", Every.TotalSeconds);
        }
    }

    private IEnumerable<Measurement<double>> Known(string name) =>
        _latest.TryGetValue(name, out var value) ? [new Measurement<double>(value)] : [];
}
