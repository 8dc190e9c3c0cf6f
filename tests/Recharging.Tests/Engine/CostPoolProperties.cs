using FsCheck;
using FsCheck.Fluent;
using Recharging.Engine;
using Recharging.Engine.Lines;
using Values;
using static Recharging.Tests.GivenCosts;

namespace Recharging.Tests.Engine;

/// <summary>Whatever is incurred ends at the parties, to the penny.</summary>
public sealed class CostPoolProperties
{
    private const int Pools = 10_000;

    private static readonly AccountingPeriod April = Given.Period("2023/24-P01");

    private static readonly Gen<decimal> Pounds = Gen.OneOf(Gen.Choose(-3, 3), Gen.Choose(-500_000_000, 500_000_000))
        .Select(pence => pence / 100m);

    /// <summary>A pool of 2 to 50 parties by any basis, its costs of either sign.</summary>
    private static readonly Gen<(string Basis, int[] Quantities, decimal[] Costs)> OnePool =
        from basis in Gen.Elements(Bases.All)
        from parties in Gen.Choose(2, 50)
        from quantities in Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(0, 1_000_000)).ArrayOf(parties)
        from costs in Pounds.NonEmptyListOf().Select(costs => costs.Take(5).ToArray())
        where quantities.Any(quantity => quantity > 0)
        select (basis, quantities, costs);

    /// <summary>Six pools in a row; each steps down to any of the later ones, with weights and costs of its own.</summary>
    private static readonly Gen<(bool[] StepsDown, int[] Quantities, decimal[] Costs)> Chains =
        from stepsDown in Gen.Elements(true, false).ArrayOf(15)
        from quantities in Gen.Choose(0, 1000).ArrayOf(8)
        from costs in Pounds.ArrayOf(6)
        select (stepsDown, quantities, costs);

    [Fact]
    public void Parties_BearWhatThePoolTookIn() => Property.Holds(OnePool, pool =>
    {
        string[] parties = [.. Enumerable.Range(0, pool.Quantities.Length - 1).Select(party => $"P{party:00}"), "IWC"];
        var facts = CostPoolTests.Agreement(APool("C7", "mash", pool.Basis, string.Join(' ', parties), SharesOf(pool.Quantities, parties)))
            .Learn(parties.Select((party, at) => ADriver(pool.Basis, party, pool.Quantities[at])))
            .Learn(pool.Costs.Select((pounds, at) =>
                APooledCost($"COST-{at}", "mash", pounds, bearer: parties[pool.Quantities[at % parties.Length] % parties.Length])));

        var calculation = RechargeEngine.Calculate(facts.Known, Given.Councils, April, April);

        calculation.Findings.ShouldBeEmpty();
        var component = calculation.Charges.ShouldHaveSingleItem().Components[0];
        component.Parties.Sum(part => part.Amount).InPounds.ShouldBe(pool.Costs.Sum());
        component.Whole.InPounds.ShouldBe(pool.Costs.Sum());
    }, Pools);

    [Fact]
    public void ChainsOfPools_PassOnEveryPenny_WhateverTheirOrder() => Property.Holds(Chains, chain =>
    {
        var calculation = RechargeEngine.Calculate(Chain(chain.StepsDown, chain.Quantities, chain.Costs).Known, Given.Councils, April, April);

        calculation.Findings.ShouldBeEmpty();
        calculation.Charges.SelectMany(charge => charge.Components[0].Parties).Where(part => part.Party is "HCC" or "IWC")
            .Sum(part => part.Amount).InPounds.ShouldBe(chain.Costs.Sum());
    }, Pools);

    [Fact]
    public void EveryLineOfAChain_CanBeWorkedOutFromItsExplanation() => Property.Holds(Chains, chain =>
    {
        var calculation = RechargeEngine.Calculate(Chain(chain.StepsDown, chain.Quantities, chain.Costs).Known, Given.Councils, April, April);
        foreach (var line in Draft.Lines(calculation, [], April))
        {
            ExplanationTests.WorkOut(line.Explain().Amount).ShouldBe(line.Amount.InPounds, line.Subject);
        }
    }, 100);

    private static FactBook Chain(bool[] stepsDown, int[] quantities, decimal[] costs)
    {
        var arrow = 0;
        var clauses = Enumerable.Range(0, 6).Select(pool =>
        {
            var later = Enumerable.Range(pool + 1, 5 - pool).Where(_ => stepsDown[arrow++]).Select(next => $"pool-{next}").ToList();
            return APool($"C{pool + 1}", $"pool-{pool}", "headcount", otherwise:
                [("stepsDownTo", later.Count == 0 ? null : string.Join(' ', later)), ("order", $"{pool}")]);
        }).ToArray();
        return CostPoolTests.Agreement(clauses)
            .Learn(Enumerable.Range(0, 6).Select(pool => ADriver("headcount", $"pool-{pool}", quantities[pool])))
            .Learn(ADriver("headcount", "HCC", quantities[6]), ADriver("headcount", "IWC", quantities[7] + 1))
            .Learn(costs.Select((pounds, pool) => APooledCost($"COST-{pool}", $"pool-{pool}", pounds)));
    }

    // Percentages of four decimals, the last party having what is left.
    private static string? SharesOf(int[] quantities, string[] parties)
    {
        var total = quantities.Sum(quantity => (long)quantity);
        var shares = quantities.Select(quantity => Math.Floor(1_000_000m * quantity / total) / 10_000m).ToArray();
        shares[^1] += 100 - shares.Sum();
        return string.Join(", ", shares.Select((share, at) =>
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{parties[at]} {share:0.####}")));
    }
}
