using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Recharging.Engine;
using Recharging.Engine.Lines;
using Secondments.Contracts;
using Values;

namespace Recharging.Tests.Engine;

/// <summary>The pence that months of rounding lose, brought back by a line of their own where the clause asks for it.</summary>
public sealed class RoundingCarryTests
{
    private static readonly AccountingPeriod April = Given.Period("2024/25-P01");

    [Theory]
    [InlineData("per-line", 7, 483.28)]
    [InlineData("carry", 8, 483.29)]
    public void SevenMonthsOfAnAward_ByBothPolicies(string rounding, int lines, double delta)
    {
        var october = Given.Period("2024/25-P07");
        var facts = Secondee(rounding);
        var posted = AsPosted.Of(Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, october), [], october), october);

        facts.Learn(Given.APoint(30, 39513m, "2024-04-01"));
        var award = Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, october), posted, october.Next);

        award.Count.ShouldBe(lines);
        award.Sum(line => line.Amount).InPounds.ShouldBe((decimal)delta);
        award.Where(line => line.SubjectKind == SubjectKinds.Secondment).Sum(line => line.Amount).InPounds.ShouldBe(483.28m);
        award.ShouldAllBe(line => ExplanationTests.WorkOut(line.Explain().Amount) == line.Amount.InPounds);
        if (rounding == "carry")
        {
            var carried = award.Single(line => line.SubjectKind == SubjectKinds.Rounding);
            carried.Amount.InPounds.ShouldBe(0.01m);
            carried.Corrects.ShouldBeNull();
            carried.Working.ShouldBe("exactly £14,363.620320 so far, charged £14,363.58");
            posted.AddRange(AsPosted.Of(award, october.Next));
            Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, october), posted, october.Next.Next).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Carry_OfNoPence_IsNoLine() =>
        Draft.Lines(RechargeEngine.Calculate(Secondee("carry", fullTime: 36000m, pensionScheme: "NONE", share: 100m).Known, Given.Councils, April,
            April), [], April).Select(line => line.SubjectKind).ShouldBe([SubjectKinds.Secondment]);

    [Fact]
    public void TenYearsOfChanges_NeverDeviateByMoreThanHalfAPenny() => Property.Holds(
        Changes.ListOf(6).Select(changes => changes.ToList()), changes =>
    {
        var last = Given.Period("2033/34-P12");
        var facts = Secondee("carry").Learn(changes);
        var exact = Fraction.Zero;
        var rounded = Money.Zero;
        var carried = Money.Zero;
        foreach (var month in RechargeEngine.Calculate(facts.Known, Given.Councils, April, last).Charges
            .Where(charge => charge.SubjectKind == SubjectKinds.Secondment))
        {
            exact = month.Components.Aggregate(exact, (sum, component) => sum + component.Exact!.Pounds);
            rounded += month.Owed;
            carried += RoundingCarry.Of(exact, rounded + carried);
            PenceFrom(exact, rounded + carried).ShouldBeLessThanOrEqualTo(0.5m);
        }

        RechargeEngine.Calculate(facts.Known, Given.Councils, April, last).Charges
            .Where(charge => charge.IsCumulative).Sum(charge => charge.Owed).ShouldBe(carried);
    }, Long.Of(2_000, 40));

    [Fact]
    public void ManyPayers_DeviateByHalfAPennyEach_AndThePayeeByHalfAPennyForEachOfThem() => Property.Holds(
        from payers in Gen.Choose(1, 9)
        from months in Gen.Choose(0, 1_000_000).ListOf(60)
        from weights in Gen.Choose(1, 100).ListOf(payers + 1)
        select (Months: months.ToList(), Weights: weights.Select(weight => (long)weight).ToArray()), series =>
    {
        var exact = new Fraction[series.Weights.Length];
        var charged = new Money[series.Weights.Length];
        Array.Fill(exact, Fraction.Zero);
        foreach (var month in series.Months)
        {
            var parts = MoneySplit.ByWeights(new Money(month), series.Weights);
            for (var party = 0; party < parts.Length; party++)
            {
                exact[party] += new Fraction((BigInteger)month * series.Weights[party], series.Weights.Sum() * 100);
                charged[party] += parts[party];
            }

            // The first is the payee: it bears what the others don't.
            for (var party = 1; party < parts.Length; party++)
            {
                var carry = RoundingCarry.Of(exact[party], charged[party]);
                charged[party] += carry;
                charged[0] -= carry;
                PenceFrom(exact[party], charged[party]).ShouldBeLessThanOrEqualTo(0.5m);
            }

            PenceFrom(exact[0], charged[0]).ShouldBeLessThanOrEqualTo(0.5m * (parts.Length - 1));
        }
    }, Long.Of(2_000, 100));

    private static Gen<object> Changes =>
        from day in Gen.Choose(0, 3_600).Select(days => Given.Day("2024-04-01").AddDays(days))
        from kind in Gen.Choose(0, 1)
        from share in Gen.Choose(1, 1_000_000)
        from annual in Gen.Choose(500_000, 9_000_000)
        select kind == 0
            ? (object)new SecondmentVaried
            {
                SecondmentReference = "SEC-2024-0001", EffectiveFrom = day, HostSharePercent = share / 10_000m, Reason = "Agreed.",
                OccurredAt = Given.Told,
            }
            : Given.APoint(30, annual / 100m, day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    private static FactBook Secondee(string rounding, decimal fullTime = 38223m, string pensionScheme = "LGPS", decimal share = 60m) =>
        new FactBook().Learn(Given.AnAgreement(lastDay: null),
            Given.AClause("C3", "secondment", "2018-07-01", ("rounding", rounding), ("levyPercent", "none"), ("vatTreatment", "O")))
        .Learn(Given.TheOnCostRates(hcc: 20m))
        .Learn(Given.APoint(30, fullTime), Given.APayFact("HCC-0001", 30, 0.8m, scheme: pensionScheme),
            Given.ASecondment("SEC-2024-0001", share: share, firstDay: "2024-04-01", lastDay: "2034-03-31", employment: "HCC-0001"));

    private static decimal PenceFrom(Fraction exact, Money charged)
    {
        var difference = exact + new Fraction(-charged.Pence, 100);
        return Math.Abs((decimal)(difference.Numerator * 100_000_000 / difference.Denominator)) / 1_000_000m;
    }
}
