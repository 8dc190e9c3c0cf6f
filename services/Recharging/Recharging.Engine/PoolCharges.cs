using Recharging.Engine.Facts;
using Values;

namespace Recharging.Engine;

/// <summary>
/// Costs as they were incurred, shared by the basis of their pool's clause: one line a pool and month, or one a cost. A cost follows
/// the version of the clause that rules on its day; without a day, on the last day of its month on which the agreement is live.
/// </summary>
public static class PoolCharges
{
    public static void Work(KnownFacts facts, CouncilPair councils, Calculation calculation)
    {
        var scope = calculation.Scope;
        foreach (var agreement in facts.Agreements.Where(known => councils.Are(known.Body.Provider, known.Body.Recipient)))
        {
            var reference = agreement.Body.AgreementReference;
            var rules = new PoolRules(facts, agreement.Body, calculation);
            var ceilings = new CostCeilings(calculation);
            foreach (var period in facts.Costs.Months(reference).Where(month => month <= scope.LastPeriod))
            {
                var isCharged = IsChargedHere(agreement.Body.FirstDay, scope.FirstPeriod, period) && IsLookedAt(facts, reference, period, scope);
                calculation.Try(() => Month(new PoolMonth(facts, reference, period, rules, ceilings, calculation, isCharged)));
            }

            ceilings.Charge(charge => IsChargedHere(agreement.Body.FirstDay, scope.FirstPeriod, charge.ServicePeriod)
                && scope.Covers(charge.ServicePeriod, charge.Subject));
        }
    }

    // What was spent on an agreement that starts within the time charged here is not in anyone's opening balance.
    private static bool IsChargedHere(DateOnly start, AccountingPeriod first, AccountingPeriod period) =>
        period >= first || (!first.IsClosingPeriod && start >= first.Days.FirstDay);

    private static bool IsLookedAt(KnownFacts facts, string agreement, AccountingPeriod period, Scope scope) =>
        scope.Touched is null || period >= scope.FirstNewPeriod || facts.Costs.Of(agreement, period).Any(pool =>
            scope.Touched.Contains(pool.Key) || pool.Value.Exists(cost => scope.Touched.Contains(cost.Body.CostReference)))
        || facts.ClauseVersions(agreement, CostPool.ClauseKind)
            .Any(clause => scope.Touched.Contains(clause.Body.Parameters.GetValueOrDefault("pool", "")));

    private static void Month(PoolMonth month)
    {
        month.RefuseCircles();
        foreach (var pool in month.PoolsInOrder())
        {
            month.Work(pool);
        }
    }
}
