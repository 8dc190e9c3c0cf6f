using Governance.Contracts;
using Recharging.Engine.Facts;
using Values;

namespace Recharging.Engine;

/// <summary>Which days of a service may be charged: those with a live agreement and a clause that rules on them.</summary>
public static class ChargeableDays
{
    /// <summary>The days, each with its clause; days of service without an authority are reported.</summary>
    public static IReadOnlyList<(DateOnly Day, Known<ClauseAgreed> Clause)> Of(
        KnownFacts facts, string agreement, string clauseKind, string subject, DateRange served, Calculation calculation)
    {
        var live = facts.LiveDays(agreement);
        var days = new List<(DateOnly, Known<ClauseAgreed>)>(served.Days);
        DateOnly? gapFrom = null;
        var gapReason = "";
        for (var day = served.FirstDay; day <= served.LastDay; day = day.AddDays(1))
        {
            var clause = live?.Contains(day) == true ? facts.Clause(agreement, clauseKind, day) : null;
            var reason = clause is not null ? null
                : live?.Contains(day) == true ? $"No {clauseKind} clause of {agreement} rules on these days."
                : $"{agreement} is not in force on these days.";
            if (gapFrom is { } from && reason != gapReason)
            {
                calculation.Add(new UnchargedDays(subject, from, day.AddDays(-1), gapReason));
                gapFrom = null;
            }

            if (clause is not null)
            {
                days.Add((day, clause));
            }
            else
            {
                gapFrom ??= day;
                gapReason = reason!;
            }
        }

        if (gapFrom is { } stillFrom)
        {
            calculation.Add(new UnchargedDays(subject, stillFrom, served.LastDay!.Value, gapReason));
        }

        return days;
    }

    /// <summary>The leaves that say why it may be charged: the clause, the agreement, its decisions.</summary>
    public static IReadOnlyList<Explanation> Authorities(KnownFacts facts, string agreement, IEnumerable<ClauseTerms> clauses)
    {
        var leaves = clauses.DistinctBy(clause => clause.Fact.Number).Select(clause => clause.Leaf).ToList();
        if (facts.Agreement(agreement) is { } known)
        {
            leaves.Add(new Explanation(
                Steps.Fact, $"{agreement}, {known.Body.Title}, is in force {facts.LiveDays(agreement)}.", Source: known.Reference,
                Sha256: known.Sha256));
            leaves.AddRange(known.Body.DecisionReferences.Select(decision =>
                new Explanation(Steps.Decision, $"Decision {decision}.", Source: decision)));
        }

        return leaves;
    }
}
