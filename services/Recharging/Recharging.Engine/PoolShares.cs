using System.Globalization;
using Recharging.Engine.Facts;
using Values;

namespace Recharging.Engine;

/// <summary>What each receiver of a pool weighs in a month, by the pool's basis.</summary>
public sealed class PoolShares
{
    // Four decimals of a quantity or a percentage count.
    private const decimal Scale = 10_000m;

    private readonly CostPool pool;
    private readonly decimal[] quantities;
    private readonly IReadOnlyList<Known<DriverMeasured>>[] measurements;

    /// <exception cref="CannotBeWorkedOutException">A driver is missing or all are nil, or the clause's shares don't add up.</exception>
    public PoolShares(KnownFacts facts, string agreement, CostPool pool, AccountingPeriod period)
    {
        this.pool = pool;
        measurements = [.. pool.Receivers.Select(receiver => Bases.Drivers.Contains(pool.Basis)
            ? Measured(facts, agreement, pool, receiver, period) : [])];
        quantities = pool.Basis switch
        {
            Bases.FixedPercent => pool.Percentages(),
            Bases.Equal => [.. pool.Receivers.Select(_ => 1m)],
            Bases.DirectActual => [],
            _ => [.. measurements.Select(rows => rows.Sum(row => row.Body.Quantity))],
        };
        Weights = [.. quantities.Select(quantity => decimal.ToInt64(quantity * Scale))];
        Payer = Array.IndexOf(pool.Receivers, pool.Payer);
        if (pool.Basis != Bases.DirectActual && Array.TrueForAll(Weights, weight => weight == 0))
        {
            throw new CannotBeWorkedOutException($"Pool {pool.Name}: every {pool.Basis} of {period} is nil, so nobody can be charged.");
        }

        Working = pool.Basis switch
        {
            Bases.FixedPercent when Payer >= 0 => string.Create(CultureInfo.InvariantCulture, $"{quantities[Payer]:0.####}%"),
            Bases.Equal => $"1 of {pool.Receivers.Length} equal shares",
            Bases.DirectActual => "direct cost",
            _ when Payer >= 0 => string.Create(CultureInfo.InvariantCulture,
                $"{pool.Basis} {quantities[Payer]:0.####} of {quantities.Sum():0.####}"),
            _ => "",
        };
    }

    public long[] Weights { get; }

    /// <summary>The payer's place among the receivers, -1 when the pool only steps down.</summary>
    public int Payer { get; }

    /// <summary>The payer's share in a few words.</summary>
    public string Working { get; }

    /// <summary>The share step of one receiver: the whole, and what every receiver weighs.</summary>
    public Explanation Explain(int receiver, Money whole, Money part, Explanation explainedWhole) => new(
        Steps.Share,
        $"{pool.Receivers[receiver]}'s share of {whole} by {pool.Basis}: {part}. The pence left over go to the largest remainders, "
            + "of equal ones to the first named.",
        part.InPounds,
        Party: pool.Receivers[receiver],
        From: [explainedWhole, .. pool.Receivers.Select((_, at) => Weight(at))]);

    private Explanation Weight(int at)
    {
        var says = $"{pool.Receivers[at]}'s {(pool.Basis is Bases.FixedPercent or Bases.Equal ? "share" : pool.Basis)}.";
        return measurements[at] switch
        {
            [] => new Explanation(Steps.Weight, says, quantities[at], pool.Terms.Leaf.Source, pool.Terms.Fact.Sha256, pool.Receivers[at]),
            [var only] => new Explanation(Steps.Weight, says, quantities[at], only.Reference, only.Sha256, pool.Receivers[at]),
            var months => new Explanation(Steps.Weight, says, quantities[at], Party: pool.Receivers[at], From:
            [
                new Explanation(Steps.Sum, "April to December.", quantities[at], From: [.. months.Select(month =>
                    new Explanation(Steps.Fact, $"{month.Body.Party}, {month.Body.Period ?? $"{month.Body.MeasuredOn:d MMMM yyyy}"}.",
                        month.Body.Quantity, month.Reference, month.Sha256))]),
            ]),
        };
    }

    private static IReadOnlyList<Known<DriverMeasured>> Measured(
        KnownFacts facts, string agreement, CostPool pool, string receiver, AccountingPeriod period)
    {
        var months = pool.IsMeasuredOverNineMonths ? AprilToDecember(period) : [period];
        return [.. months.Select(month => facts.Drivers.Of(agreement, pool.Basis, pool.Name, receiver, month)
            ?? throw new CannotBeWorkedOutException($"Pool {pool.Name}: no {pool.Basis} of {receiver} is known for {month}."))];
    }

    // The nine months that ended last: from January on the same year's, before that the year's before.
    private static IEnumerable<AccountingPeriod> AprilToDecember(AccountingPeriod period)
    {
        var year = period.Number >= 10 ? period.Year : new FinancialYear(period.Year.StartYear - 1);
        return Enumerable.Range(1, 9).Select(number => new AccountingPeriod(year, number));
    }
}
