using Recharging.Engine.Facts;
using Values;

namespace Recharging.Engine;

/// <summary>One month of an agreement's pools: what each took in, and from which pools before it.</summary>
internal sealed class PoolMonth(
    KnownFacts facts, string agreement, AccountingPeriod period, PoolRules rules, CostCeilings ceilings, Calculation calculation,
    bool isCharged)
{
    private readonly IReadOnlyDictionary<string, List<Known<CostIncurred>>> costs = facts.Costs.Of(agreement, period);
    private readonly IReadOnlyDictionary<string, CostPool> pools =
        rules.LastLiveDay(period) is { } day ? rules.On(day) : new Dictionary<string, CostPool>();

    // The day that a cost has when nobody says it.
    private readonly DateOnly lastDay = rules.LastLiveDay(period) ?? period.Days.LastDay!.Value;
    private readonly Dictionary<string, List<Received>> received = new(StringComparer.Ordinal);

    /// <summary>Every pool that takes something in: those that step down to others before these others.</summary>
    public IEnumerable<string> PoolsInOrder() => pools.Keys.Union(costs.Keys)
        .OrderBy(name => pools.TryGetValue(name, out var pool) ? pool.Order : int.MaxValue)
        .ThenBy(name => name, StringComparer.Ordinal);

    /// <exception cref="CannotBeWorkedOutException">Pools step down in a circle, against their order, or to none.</exception>
    public void RefuseCircles()
    {
        foreach (var pool in pools.Values.Where(pool => pool.StepsDownTo.Length > 0))
        {
            if (Circle(pool, [pool.Name]) is { } circle)
            {
                throw new CannotBeWorkedOutException($"These pools of {agreement} step down in a circle: {string.Join(" → ", circle)}.");
            }

            foreach (var target in pool.StepsDownTo)
            {
                if (!pools.TryGetValue(target, out var receiver) || receiver.IsPerItem || receiver.Payee != pool.Payee)
                {
                    throw new CannotBeWorkedOutException(
                        $"Clause {pool.Terms.Reference} steps {pool.Name} down to {target}, which no clause of {agreement} lets in.");
                }

                if (receiver.Order <= pool.Order)
                {
                    throw new CannotBeWorkedOutException(
                        $"Pool {pool.Name} of {agreement} steps down to {target}, which must then come later in the order.");
                }
            }
        }
    }

    public void Work(string name)
    {
        if (!costs.TryGetValue(name, out var incurred) && !received.ContainsKey(name))
        {
            return;
        }

        var parts = new Dictionary<long, PoolPart>();
        PoolPart? latest = null;
        PoolPart PartOf(CostPool pool)
        {
            if (ReferenceEquals(latest?.Pool, pool))
            {
                return latest!;
            }

            if (!parts.TryGetValue(pool.Terms.Fact.Number, out var part))
            {
                parts[pool.Terms.Fact.Number] = part = new PoolPart(pool, new PoolShares(facts, agreement, pool, period));
            }

            return latest = part;
        }

        calculation.Try(() =>
        {
            foreach (var cost in incurred ?? [])
            {
                var (pool, whyNot) = rules.For(cost.Body, cost.Body.IncurredOn ?? lastDay);
                if (pool is { IsPerItem: true, Ceiling: null } && !Covers(cost.Body.CostReference))
                {
                    continue;
                }

                if (pool is null)
                {
                    Leave(cost.Body, whyNot!);
                }
                else if (isCharged || pool.Ceiling is not null)
                {
                    var part = PartOf(pool);
                    if (pool.IsPerItem)
                    {
                        Add(part, cost);
                    }
                    else
                    {
                        part.Costs.Add(cost);
                    }
                }
            }

            if (received.TryGetValue(name, out var steppedDown))
            {
                PartOf(pools[name]).Received.AddRange(steppedDown);
            }

            Share([.. parts.Values.Where(part => !part.Pool.IsPerItem)]);
        });
    }

    private bool Covers(string subject) => isCharged && calculation.Scope.Covers(period, subject);

    private void Leave(CostIncurred cost, string whyNot)
    {
        if (Covers(cost.CostReference))
        {
            calculation.Add(new UnchargedDays(cost.CostReference, period.Days.FirstDay, period.Days.LastDay!.Value, whyNot));
        }
    }

    // A pool as a whole, in as many parts as versions of its clause ruled in the month.
    private void Share(IReadOnlyList<PoolPart> parts)
    {
        foreach (var part in parts)
        {
            part.Split();
            foreach (var target in part.Pool.StepsDownTo)
            {
                if (!received.TryGetValue(target, out var list))
                {
                    received[target] = list = [];
                }

                list.Add(new Received(part.Of(target), () => part.Explain(target)));
            }
        }

        if (parts is not [.., { Pool: var pool }] || !Covers(pool.Name) || !parts.Any(part => part.Shares.Payer >= 0))
        {
            return;
        }

        var whole = parts.Sum(part => part.Whole);
        calculation.Add(ChargeOf(pool, pool.Name, SubjectKinds.CostPool, pool.Description,
            $"{string.Join(" and ", parts.Select(part => $"{part.Shares.Working} of {part.Whole}"))}",
            new ComponentPosition(
                Components.CostPool,
                whole,
                [.. parts.SelectMany(part => part.Positions()).GroupBy(position => position.Party, StringComparer.Ordinal)
                    .Select(positions => new PartyPosition(positions.Key, positions.Sum(position => position.Amount)))],
                () => parts is [var only]
                    ? only.Explain(pool.Payer)
                    : new Explanation(Steps.Sum, "By each version of the clause.", parts.Sum(part => part.Of(pool.Payer)).InPounds,
                        From: [.. parts.Select(part => part.Explain(pool.Payer))])),
            () => ChargeableDays.Authorities(facts, agreement, parts.Select(part => part.Pool.Terms))));
    }

    // A cost by itself: run a million times, so nothing here is looked up twice.
    private void Add(PoolPart rule, Known<CostIncurred> cost)
    {
        var (pool, shares) = (rule.Pool, rule.Shares);
        if (shares.Payer < 0 || (pool.Basis == Bases.DirectActual && rule.BearerOf(cost.Body) != shares.Payer))
        {
            return;
        }

        var whole = Money.Pounds(cost.Body.AmountGbp);
        var positions = new PartyPosition[pool.Receivers.Length];
        rule.SplitOne(cost.Body, whole);
        for (var receiver = 0; receiver < positions.Length; receiver++)
        {
            positions[receiver] = new PartyPosition(pool.Receivers[receiver], rule.Parts[receiver]);
        }

        var charge = ChargeOf(pool, cost.Body.CostReference, SubjectKinds.CostItem, cost.Body.Description,
            $"{shares.Working} of {whole}",
            new ComponentPosition(Components.CostPool, whole, positions, () => pool.Basis == Bases.DirectActual
                ? PoolPart.Leaf(cost)
                : shares.Explain(shares.Payer, whole, positions[shares.Payer].Amount, PoolPart.Leaf(cost))),
            () => cost.Body.Authority is not { } authority
                ? ChargeableDays.Authorities(facts, agreement, [pool.Terms])
                : [
                    .. ChargeableDays.Authorities(facts, agreement, [pool.Terms]),
                    rules.Cited(authority, cost.Body.IncurredOn ?? lastDay),
                ]);
        if (pool.Ceiling is null)
        {
            calculation.Add(charge);
        }
        else
        {
            ceilings.Add(cost.Number, pool, charge);
        }
    }

    private Charge ChargeOf(
        CostPool pool, string subject, string kind, string description, string working, ComponentPosition position,
        Func<IReadOnlyList<Explanation>> authorities) => new()
    {
        AgreementReference = agreement,
        Subject = subject,
        SubjectKind = kind,
        ServicePeriod = period,
        Payee = pool.Payee,
        Payer = pool.Payer,
        Service = pool.Service,
        Description = description,
        Working = working,
        ClauseReference = pool.Terms.Reference,
        CoveredBy = null,
        Vat = pool.Vat,
        Components = [position],
        Authorities = authorities,
    };

    private List<string>? Circle(CostPool at, List<string> path)
    {
        foreach (var target in at.StepsDownTo)
        {
            if (target == path[0])
            {
                return [.. path, target];
            }

            if (!path.Contains(target) && pools.TryGetValue(target, out var next) && Circle(next, [.. path, target]) is { } circle)
            {
                return circle;
            }
        }

        return null;
    }
}

/// <summary>What a pool took from one that steps down to it.</summary>
internal sealed record Received(Money Amount, Func<Explanation> Explain);
