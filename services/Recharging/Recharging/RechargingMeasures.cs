using Microsoft.EntityFrameworkCore;
using Recharging.Reconciling;
using ServiceDefaults;

namespace Recharging;

/// <summary>What an operator watches of the recharging: what the ledgers sent, the runs, and what waits for an officer.</summary>
internal static class RechargingMeasures
{
    public static void AddRechargingMeasures(this IServiceCollection services)
    {
        services.AddSingleton(Measure.OfTable(
            "ledger.batches", "{batch}", "Ledger batches imported", "SELECT count(*) FROM ledger_batches"));
        services.AddSingleton(Measure.OfTable(
            "ledger.lines", "{line}", "Ledger lines imported", "SELECT coalesce(sum(accepted), 0) FROM ledger_batches"));
        services.AddSingleton(Measure.OfTable(
            "runs.in_hand", "{run}", "Runs neither issued nor abandoned", "SELECT count(*) FROM runs WHERE state NOT IN ('Issued', 'Abandoned')"));
        services.AddSingleton(Measure.OfTable("runs.issued", "{run}", "Runs issued", "SELECT count(*) FROM runs WHERE state = 'Issued'"));
        services.AddSingleton<OpenExceptions>();
        services.AddSingleton(provider => new Measure(
            "exceptions.open", "{exception}", "Rows of the worklist, of all councils", provider.GetRequiredService<OpenExceptions>().CountAsync));
    }

    /// <summary>Counts the worklist anew only after a reconciliation, which is what changes it.</summary>
    private sealed class OpenExceptions(BusinessClock clock)
    {
        private (int Versions, DateTimeOffset? Last) _counted;
        private double _open;

        public async Task<double> CountAsync(DbContext db, CancellationToken cancellationToken)
        {
            var versions = db.Set<ReconciliationVersion>();
            var now = (
                await versions.CountAsync(cancellationToken),
                await versions.MaxAsync(version => (DateTimeOffset?)version.ReconciledAt, cancellationToken));
            if (now != _counted)
            {
                var open = await ((RechargingDb)db).OpenItemsAsync(period: null, clock.Today(), cancellationToken);
                _open = open.Sum(between => between.Rows.Count);
                _counted = now;
            }

            return _open;
        }
    }
}
