using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using ServiceDefaults;

namespace Testing;

/// <summary>What a service's own metrics say.</summary>
public static class Metrics
{
    /// <summary>After the service has looked at its tables once more.</summary>
    public static async Task<double> MeasuredAsync<TDb>(this ServiceHost<TDb> host, string name)
        where TDb : DbContext
    {
        await host.Services.GetRequiredService<Measures>().ReadAsync(CancellationToken.None);
        using var collector = new MetricCollector<double>(host.Services.GetRequiredService<IMeterFactory>(), Telemetry.Name, name);
        collector.RecordObservableInstruments();
        return collector.LastMeasurement?.Value ?? throw new InvalidOperationException($"{name} says nothing.");
    }
}
