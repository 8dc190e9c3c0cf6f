using Governance.Contracts;
using Recharging.Engine.Facts;
using Values;

namespace Recharging.Engine;

/// <summary>The pools of an agreement by day.</summary>
internal sealed class PoolRules(KnownFacts facts, AgreementInForce agreement, Calculation calculation)
{
    private static readonly IReadOnlyDictionary<string, CostPool> None = new Dictionary<string, CostPool>();

    private readonly DateRange? live = facts.LiveDays(agreement.AgreementReference);
    private readonly Dictionary<DateOnly, IReadOnlyDictionary<string, CostPool>> byDay = [];
    private readonly Dictionary<long, CostPool?> byFact = [];
    private readonly Dictionary<(string, DateOnly), string?> authorities = [];
    private IReadOnlyDictionary<string, CostPool>? beforeStart;
    private (DateOnly Day, CostPool? Pool) last;

    public DateOnly? LastLiveDay(AccountingPeriod period) => live?.Intersection(period.Days)?.LastDay;

    /// <summary>The pools that the clauses rule on a day, by name.</summary>
    public IReadOnlyDictionary<string, CostPool> On(DateOnly day)
    {
        if (!byDay.TryGetValue(day, out var pools))
        {
            byDay[day] = pools = live?.Contains(day) != true ? None : Named(facts.Clauses(agreement.AgreementReference, CostPool.ClauseKind, day));
        }

        return pools;
    }

    /// <summary>The rule for a cost, or why none may charge it.</summary>
    public (CostPool? Pool, string? WhyNot) For(CostIncurred cost, DateOnly day)
    {
        if (cost.Authority is null && last.Pool is { Ceiling: null } same && last.Day == day && cost.Pool == same.Name)
        {
            return (same, null);
        }

        var isBefore = day < agreement.FirstDay;
        if (!(isBefore ? BeforeStart() : On(day)).TryGetValue(cost.Pool, out var pool))
        {
            return (null, isBefore || live?.Contains(day) == true
                ? $"No clause of {agreement.AgreementReference} puts costs of {day:d MMMM yyyy} into pool {cost.Pool}."
                : $"{agreement.AgreementReference} is not in force on {day:d MMMM yyyy}.");
        }

        if (pool.IsBeforeStart != isBefore)
        {
            return (null, $"Pool {cost.Pool} takes only costs from {(isBefore ? "" : "before ")}{agreement.FirstDay:d MMMM yyyy}{(isBefore ? " on" : "")}.");
        }

        var whyNot = cost.Authority is null
            ? pool.Ceiling is null ? null : $"{cost.CostReference} names no decision or clause of its own, which pool {cost.Pool} asks for."
            : WhyNoAuthority(cost.Authority, day, mayBeClause: !isBefore);
        last = (day, whyNot is null ? pool : null);
        return (last.Pool, whyNot);
    }

    /// <summary>What a cost cites, as it is known.</summary>
    public Explanation Cited(string authority, DateOnly day) => facts.Decision(authority) is { } decision
        ? new Explanation(Steps.Decision,
            $"Decision {authority} of {decision.Body.Body}: {decision.Body.Title}, live from {decision.Body.LiveFrom:d MMMM yyyy}.",
            Source: decision.Reference, Sha256: decision.Sha256)
        : new ClauseTerms(facts.ClauseNamed(agreement.AgreementReference, authority, day)!).Leaf;

    private string? WhyNoAuthority(string authority, DateOnly day, bool mayBeClause)
    {
        if (!authorities.TryGetValue((authority, day), out var whyNot))
        {
            authorities[(authority, day)] = whyNot =
                mayBeClause && facts.ClauseNamed(agreement.AgreementReference, authority, day) is not null ? null
                : facts.Decision(authority) is not { } decision
                    ? $"{authority} is not known as a decision{(mayBeClause ? $" or a clause that rules on {day:d MMMM yyyy}" : "")}."
                : decision.Body.LiveFrom <= day && (decision.Body.LiveUntil is not { } until || day <= until) ? null
                : $"Decision {authority} is not live on {day:d MMMM yyyy}.";
        }

        return whyNot;
    }

    // A clause takes effect with its agreement at the earliest: what it says of costs before that, its first version says.
    private IReadOnlyDictionary<string, CostPool> BeforeStart() => beforeStart ??= Named(facts
        .ClauseVersions(agreement.AgreementReference, CostPool.ClauseKind)
        .GroupBy(version => version.Body.ClauseReference, StringComparer.Ordinal)
        .Select(versions => versions.OrderBy(version => version.Body.EffectiveFrom)
            .ThenByDescending(version => version.Body.Version).ThenByDescending(version => version.Number).First()));

    private Dictionary<string, CostPool> Named(IEnumerable<Known<ClauseAgreed>> clauses)
    {
        var pools = new Dictionary<string, CostPool>(StringComparer.Ordinal);
        foreach (var clause in clauses)
        {
            if (!byFact.TryGetValue(clause.Number, out var pool))
            {
                calculation.Try(() => pool = new CostPool(clause));
                byFact[clause.Number] = pool;
            }

            if (pool is not null)
            {
                pools.TryAdd(pool.Name, pool);
            }
        }

        return pools;
    }
}
