using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using Recharging.Facts;
using ServiceDefaults;
using Values;

namespace Recharging.Charging;

/// <summary>What is known and stands on no statement yet. Stores nothing.</summary>
public static class Unbilled
{
    /// <summary>The lines that a run would post for the service periods up to one. Call as the worker.</summary>
    /// <param name="db">As the worker.</param>
    /// <param name="councils">Between these two.</param>
    /// <param name="upTo">The last service period; included.</param>
    /// <param name="caller">For whom.</param>
    /// <param name="now">By the business clock.</param>
    /// <param name="leastSure">Rates less sure than this are not taken.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<(Run Run, Calculation Calculation, IReadOnlyList<DraftLine> Lines)> UnbilledAsync(
        this RechargingDb db, CouncilPair councils, AccountingPeriod upTo, Caller caller, DateTimeOffset now, RateStatus leastSure,
        CancellationToken cancellationToken)
    {
        var issued = await db.IssuedRunsAsync(councils, cancellationToken);
        var accrued = await db.AccruedPeriodsAsync(councils, cancellationToken);
        var last = issued.Count == 0 ? upTo : issued[^1].Period;
        var run = new Run
        {
            Period = upTo > last ? upTo : last,
            Parties = councils.Both,
            PreparerCouncil = caller.Council,
            Preparer = caller.Subject,
            PreparerName = caller.Name,
            OpenedAt = now,
            FirstServicePeriod = issued.Count == 0 ? accrued.Append(upTo).Min() : issued[0].FirstServicePeriod,
            FactNumber = await db.LastFactNumberAsync(cancellationToken),
            IsFinalAccount = true,
        };
        var (calculation, lines) = await db.PriceAsync(run, cancellationToken, leastSure);
        return (run, calculation, [.. lines.Where(line => line.ServicePeriod <= upTo)]);
    }
}
