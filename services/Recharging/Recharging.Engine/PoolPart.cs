using Recharging.Engine.Facts;
using Values;

namespace Recharging.Engine;

/// <summary>What falls under one version of a pool's clause in a month, and how it is split.</summary>
internal sealed class PoolPart(CostPool pool, PoolShares shares)
{
    public CostPool Pool => pool;

    public PoolShares Shares => shares;

    public List<Known<CostIncurred>> Costs { get; } = [];

    public List<Received> Received { get; } = [];

    /// <summary>What falls to each receiver, in their order.</summary>
    public Money[] Parts { get; } = new Money[pool.Receivers.Length];

    public Money Whole { get; private set; }

    public void Split()
    {
        if (pool.Basis == Bases.DirectActual)
        {
            foreach (var cost in Costs)
            {
                Parts[BearerOf(cost.Body)] += Money.Pounds(cost.Body.AmountGbp);
            }

            Whole = Parts.Sum();
            return;
        }

        Whole = Costs.Sum(cost => Money.Pounds(cost.Body.AmountGbp)) + Received.Sum(stepped => stepped.Amount);
        MoneySplit.ByWeights(Whole.Pence, shares.Weights, Parts);
    }

    /// <summary>Splits one cost by itself into <see cref="Parts"/>.</summary>
    public void SplitOne(CostIncurred cost, Money whole)
    {
        if (pool.Basis == Bases.DirectActual)
        {
            Array.Clear(Parts);
            Parts[BearerOf(cost)] = whole;
        }
        else
        {
            MoneySplit.ByWeights(whole.Pence, shares.Weights, Parts);
        }
    }

    /// <exception cref="CannotBeWorkedOutException">The cost does not name one of those who share the pool.</exception>
    public int BearerOf(CostIncurred cost) =>
        cost.Bearer is { } bearer && Array.IndexOf(pool.Receivers, bearer) is >= 0 and var at
            ? at
            : throw new CannotBeWorkedOutException(
                $"Pool {pool.Name}: {cost.CostReference} must name who bears it, one of {string.Join(", ", pool.Receivers)}.");

    public Money Of(string receiver) => Array.IndexOf(pool.Receivers, receiver) is >= 0 and var at ? Parts[at] : Money.Zero;

    public IEnumerable<PartyPosition> Positions() => pool.Receivers.Select((receiver, at) => new PartyPosition(receiver, Parts[at]));

    public Explanation Explain(string receiver)
    {
        if (pool.Basis == Bases.DirectActual)
        {
            return new Explanation(Steps.Sum, $"What {receiver} bears.", Of(receiver).InPounds,
                From: [.. Costs.Where(cost => cost.Body.Bearer == receiver).Select(Leaf)]);
        }

        var whole = new Explanation(Steps.Sum, $"What went into {pool.Name}: {Whole}.", Whole.InPounds,
            From: [.. Costs.Select(Leaf), .. Received.Select(stepped => stepped.Explain())]);
        return shares.Explain(Array.IndexOf(pool.Receivers, receiver), Whole, Of(receiver), whole);
    }

    public static Explanation Leaf(Known<CostIncurred> cost) => new(
        Steps.Fact, $"{cost.Body.Description} ({cost.Body.CostReference} of {cost.Body.Council}).", cost.Body.AmountGbp, cost.Reference,
        cost.Sha256);
}
