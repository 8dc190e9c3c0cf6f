using Governance.Contracts;
using Microsoft.EntityFrameworkCore;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using Recharging.Facts;
using Values;

namespace Recharging.Charging;

/// <summary>Works out what a run would post. Call as the worker: it reads both councils' facts.</summary>
public static class Pricing
{
    /// <summary>By the facts that the run pins, in the scope that the issued runs before it leave open.</summary>
    public static async Task<(Calculation Calculation, IReadOnlyList<DraftLine> Lines)> PriceAsync(
        this RechargingDb db, Run run, CancellationToken cancellationToken, RateStatus leastSure = RateStatus.Agreed)
    {
        var forAll = await db.FactsForAllAsync(run.FactNumber, cancellationToken);
        // An offer that is charged as if it were agreed may change any month.
        var scope = leastSure < RateStatus.Agreed
            ? Scope.Everything(run.FirstServicePeriod, run.Period)
            : await db.ScopeAsync(run, forAll, cancellationToken);
        var facts = new KnownFacts([.. forAll, .. await db.FactsOfSubjectsAsync(run.FactNumber, scope, cancellationToken)], leastSure)
        {
            LastNumber = run.FactNumber,
        };
        scope = scope with { Touched = scope.Touched is { } touched ? facts.ChargedFor(touched) : null };
        var calculation = RechargeEngine.Calculate(facts, run.Councils, scope);
        return (calculation, Draft.Lines(calculation, await db.PostedLinesAsync(run, scope, cancellationToken), run.Period));
    }

    private static async Task<Scope> ScopeAsync(
        this RechargingDb db, Run run, List<Known<object>> forAll, CancellationToken cancellationToken)
    {
        var last = await db.Runs.AsNoTracking()
            .Where(earlier => earlier.Parties == run.Parties && earlier.State == RunState.Issued && earlier.Id != run.Id)
            .OrderByDescending(earlier => earlier.Period)
            .FirstOrDefaultAsync(cancellationToken);
        if (last is null || forAll.Exists(CarriesPence))
        {
            return Scope.Everything(run.FirstServicePeriod, run.Period);
        }

        var firstNew = last.Period.Next;
        var touched = await db.TouchedAsync(last.FactNumber, run.FactNumber, firstNew.Days.FirstDay, cancellationToken);
        return new Scope(run.FirstServicePeriod, firstNew, run.Period, touched);
    }

    // The pence carried depend on every charge there ever was.
    private static bool CarriesPence(Known<object> fact) =>
        fact.Body is ClauseAgreed clause && clause.Parameters.GetValueOrDefault(RoundingPolicies.Parameter) == RoundingPolicies.Carry;

    private static Task<List<StatementLine>> PostedLinesAsync(
        this RechargingDb db, Run run, Scope scope, CancellationToken cancellationToken)
    {
        var lines = db.StatementLines.AsNoTracking().Where(line => line.Parties == run.Parties);
        if (scope.Touched is { } touched)
        {
            lines = lines.Where(line => touched.Contains(line.Subject));
        }

        return lines.OrderBy(line => line.BillingPeriod).ThenBy(line => line.Position).ToListAsync(cancellationToken);
    }
}
