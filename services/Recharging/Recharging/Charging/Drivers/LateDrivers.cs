using Microsoft.EntityFrameworkCore;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Facts;
using Values;

namespace Recharging.Charging;

/// <summary>Which drivers come too late to count by themselves, and what they would change. The one place that judges a driver by its
/// month.</summary>
public sealed record LateDrivers(AccountingPeriod? FirstCharged, AccountingPeriod? LastIssued)
{
    public static async Task<LateDrivers> OfAsync(RechargingDb db, CouncilPair councils, CancellationToken cancellationToken)
    {
        var issued = await db.Runs.AsNoTracking()
            .Where(run => run.Parties == councils.Both && run.State == RunState.Issued)
            .ToListAsync(cancellationToken);
        return issued.Count == 0
            ? new LateDrivers(null, null)
            : new LateDrivers(issued[0].FirstServicePeriod, issued.Max(run => run.Period));
    }

    /// <summary>The month's statement is out: the row waits for acceptance.</summary>
    public bool IsLate(DriverMeasured row) => MonthOf(row) <= LastIssued;

    /// <summary>Why no run may take the row any more, or null.</summary>
    public string? WhyOutOfReach(DriverMeasured row, bool isMeasuredOverNineMonths) =>
        row.Period is not null && MonthOf(row) < FirstCharged && !isMeasuredOverNineMonths
            ? $"is before {FirstCharged}, the first month charged here: no run reaches it"
            : null;

    /// <summary>The same engine, with the rows and without: what would be due now less what is due, of the months that are charged.</summary>
    public async Task<(long FactNumber, WouldBeDelta[] Deltas)> PriceAsync(
        RechargingDb db, CouncilPair councils, IReadOnlyList<DriverMeasured> rows, CancellationToken cancellationToken)
    {
        var number = await db.LastFactNumberAsync(cancellationToken);
        if (FirstCharged is null)
        {
            return (number, []);
        }

        var known = await db.FactsForAllAsync(number, cancellationToken);
        var items = await db.Facts.AsNoTracking().Where(fact => fact.Kind == nameof(CostIncurred) && fact.Number <= number)
            .ToListAsync(cancellationToken);
        known.AddRange(items.Select(FactKinds.Read));
        var proposed = rows.Select((row, at) => new Known<object>(number + at + 1, "", row));
        var scope = Scope.Everything(FirstCharged.Value, LastIssued!.Value);
        var due = Owed(RechargeEngine.Calculate(new KnownFacts(known), councils, scope));
        var wouldBe = Owed(RechargeEngine.Calculate(new KnownFacts([.. known, .. proposed]), councils, scope));
        return (number,
        [
            .. due.Keys.Union(wouldBe.Keys)
                .Select(key => (Charge: wouldBe.GetValueOrDefault(key) ?? due[key],
                    Delta: (wouldBe.GetValueOrDefault(key)?.Owed ?? Money.Zero) - (due.GetValueOrDefault(key)?.Owed ?? Money.Zero)))
                .Where(change => change.Delta != Money.Zero)
                .Select(change => new WouldBeDelta(change.Charge.Subject, change.Charge.Description, change.Charge.ServicePeriod.ToString(),
                    change.Charge.Payee, change.Charge.Payer, change.Delta.InPounds))
                .OrderBy(delta => delta.Subject, StringComparer.Ordinal).ThenBy(delta => delta.ServicePeriod, StringComparer.Ordinal),
        ]);
    }

    private static AccountingPeriod MonthOf(DriverMeasured row) =>
        row.Period is { } period ? AccountingPeriod.Parse(period) : AccountingPeriod.Of(row.MeasuredOn!.Value);

    private static Dictionary<(string, string, AccountingPeriod), Charge> Owed(Calculation calculation) => calculation.Charges
        .Where(charge => charge.SubjectKind is SubjectKinds.CostPool or SubjectKinds.CostItem)
        .ToDictionary(charge => (charge.AgreementReference, charge.Subject, charge.ServicePeriod));
}
