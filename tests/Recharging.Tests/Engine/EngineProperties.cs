using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Governance.Contracts;
using Recharging.Engine;
using Recharging.Engine.Lines;
using Secondments.Contracts;
using Values;

namespace Recharging.Tests.Engine;

/// <summary>What holds for whatever officers and extracts may say, in any order.</summary>
public sealed class EngineProperties
{
    private static readonly AccountingPeriod April = Given.Period("2023/24-P01");

    private static readonly Gen<DateOnly> Days = Gen.Choose(0, 120).Select(days => Given.Day("2023-03-15").AddDays(days));

    private static readonly Gen<decimal> Shares = Gen.Choose(1, 1_000_000).Select(share => share / 10_000m);

    /// <summary>Something that changes a secondment's cost, on any day of spring 2023.</summary>
    private static readonly Gen<object> Changes = Gen.OneOf<object>(
        from day in Days from share in Shares select (object)new SecondmentVaried
        {
            SecondmentReference = "SEC-2022-0001", EffectiveFrom = day, HostSharePercent = share, Reason = "Agreed.",
                OccurredAt = Given.Told,
        },
        from day in Days from fte in Gen.Choose(1, 10_000) from point in Gen.Elements(30, 31, 32)
        select (object)Given.APayFact("HCC-0001", point, fte / 10_000m, day.ToString("O", CultureInfo.InvariantCulture)),
        from day in Days from point in Gen.Elements(30, 31, 32) from annual in Gen.Choose(2_000_000, 6_000_000)
        select (object)Given.APoint(point, annual / 100m, day.ToString("O", CultureInfo.InvariantCulture)),
        from day in Days select (object)new SecondmentEnded
        {
            SecondmentReference = "SEC-2022-0001", LastDay = day, Reason = "Agreed.", OccurredAt = Given.Told,
        },
        from day in Days select (object)new AgreementEnded
        {
            AgreementReference = "SP-2018", LastDay = day, Reason = "Agreed.", OccurredAt = Given.Told,
        });

    private static readonly Gen<List<object>> Histories = Changes.ListOf(6).Select(changes => changes.ToList());

    [Fact]
    public void Parties_AlwaysBearTheWhole_ToThePenny() => Property.Holds(Histories, history =>
    {
        foreach (var component in RechargeEngine.Calculate(Secondment().Learn(history).Known, Given.Councils, April, April.Next.Next).Charges
            .SelectMany(charge => charge.Components))
        {
            component.Parties.Sum(part => part.Amount).ShouldBe(component.Whole);
        }
    });

    [Fact]
    public void RunsInBetween_PostInSumWhatOneRunAtTheEndWould() => Property.Holds(Histories, history =>
    {
        var facts = Secondment();
        var posted = new List<StatementLine>();
        var billing = April.Next.Next;
        foreach (var change in history)
        {
            billing = billing.Next;
            posted.AddRange(AsPosted.Of(Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, April.Next.Next), posted, billing),
                billing));
            facts.Learn(change);
        }

        var final = RechargeEngine.Calculate(facts.Known, Given.Councils, April, April.Next.Next);
        posted.AddRange(AsPosted.Of(Draft.Lines(final, posted, billing.Next), billing.Next));

        posted.Sum(line => line.Amount).ShouldBe(final.Charges.Sum(charge => charge.Owed));
        foreach (var period in new[] { April, April.Next, April.Next.Next })
        {
            posted.Where(line => line.ServicePeriod == period).Sum(line => line.Amount)
                .ShouldBe(final.Charges.Where(charge => charge.ServicePeriod == period).Sum(charge => charge.Owed));
        }
    });

    [Fact]
    public void Days_WithoutALiveAgreement_AreNeverCharged() => Property.Holds(Histories, history =>
    {
        var known = Secondment().Learn(history).Known;
        foreach (var charge in RechargeEngine.Calculate(known, Given.Councils, April, April.Next.Next).Charges)
        {
            var live = known.LiveDays("SP-2018")!.Value.Intersection(charge.ServicePeriod.Days)!.Value.Days;
            charge.Working.Split(" and ").Sum(part => int.Parse(part.Split('/')[0], CultureInfo.InvariantCulture))
                .ShouldBeLessThanOrEqualTo(live);
        }
    });

    [Fact]
    public void FixedCharge_ToTheEndOfAnyMonth_IsTheRoundedEntitlement() => Property.Holds(
        from pence in Gen.Choose(1, 2_000_000_000) from month in Gen.Choose(1, 12) select (Annual: pence / 100m, Month: month),
        charge => Enumerable.Range(1, charge.Month).Sum(month => FixedCharges.Month(charge.Annual, "cumulative", month))
            .ShouldBe(Money.RoundHalfUp(charge.Annual * charge.Month / 12)));

    private static FactBook Secondment() => new FactBook()
        .Learn(Given.AnAgreement(lastDay: null), Given.ASecondmentClause()).Learn(Given.TheOnCostRates())
        .Learn(Given.APoint(30, 36298m), Given.APoint(31, 37261m), Given.APoint(32, 38296m), Given.APayFact("HCC-0001", 30, 0.8m),
            Given.ASecondment("SEC-2022-0001", share: 60m));
}
