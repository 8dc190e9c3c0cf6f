using Microsoft.EntityFrameworkCore;
using Recharging.Engine.Facts;
using ServiceDefaults;
using Values;

namespace Recharging.Facts;

/// <summary>Drivers as stored: each row of a driver, party and month or day has its turns, the last one counts.</summary>
public sealed class DriverFacts
{
    private readonly Dictionary<string, (int Turns, string Sha256)> known;

    private DriverFacts(Dictionary<string, (int, string)> known) => this.known = known;

    public static async Task<DriverFacts> OfAsync(RechargingDb db, CancellationToken cancellationToken)
    {
        var facts = await db.Facts.AsNoTracking().Where(fact => fact.Kind == nameof(DriverMeasured)).OrderBy(fact => fact.Number)
            .ToListAsync(cancellationToken);
        return new DriverFacts(facts
            .GroupBy(fact => KeyOf((DriverMeasured)FactKinds.Read(fact).Body), StringComparer.Ordinal)
            .ToDictionary(turns => turns.Key, turns => (turns.Count(), turns.Last().Sha256), StringComparer.Ordinal));
    }

    /// <summary>What a row speaks of.</summary>
    public static string KeyOf(DriverMeasured row) =>
        $"drivers/{row.Agreement}/{row.Driver}/{row.Pool}/{row.Party}/{row.Period ?? $"{row.MeasuredOn:yyyy-MM-dd}"}";

    /// <summary>The row's next fact, or null when it is known already as it stands.</summary>
    public Fact? Next(DriverMeasured row, string[] parties, BusinessClock clock)
    {
        var key = KeyOf(row);
        var (turns, sha256) = known.GetValueOrDefault(key);
        var fact = FactKinds.New($"{key}/{turns + 1}", row, $"{row.Agreement}/{row.Driver}",
            row.MeasuredOn ?? AccountingPeriod.Parse(row.Period!).Days.FirstDay, clock.GetUtcNow(), parties);
        return fact.Sha256 == sha256 ? null : fact;
    }
}
