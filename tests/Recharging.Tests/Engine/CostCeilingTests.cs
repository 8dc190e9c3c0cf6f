using Recharging.Engine;
using Recharging.Engine.Lines;
using Values;
using static Recharging.Tests.GivenCosts;

namespace Recharging.Tests.Engine;

/// <summary>Capital and hosting of the case system, interim staff, and costs from before the agreement: authority and ceiling.</summary>
public sealed class CostCeilingTests
{
    private static readonly AccountingPeriod April = Given.Period("2023/24-P01");

    [Fact]
    public void Capital_InTwoPhases_IsChargedToItsCeiling_AndNoFurther()
    {
        var facts = CaseSystem("600000.00").Learn(
            APooledCost("CAP-1", "case-system", 420000m, authority: "D-2012-11-IWC"),
            APooledCost("CAP-2", "case-system", 150000m, "2023/24-P02", "D-2012-11-IWC"),
            APooledCost("CAP-3", "case-system", 42000.01m, "2023/24-P02", "D-2012-11-IWC"),
            APooledCost("CAP-4", "case-system", 30000m, "2023/24-P02", "D-2012-11-IWC"));

        var calculation = Calculate(facts, April.Next);

        calculation.Findings.ShouldBeEmpty();
        calculation.Charges.Select(charge => charge.Subject).ShouldBe(["CAP-1", "CAP-2", "CAP-4"]);
        calculation.Charges.Sum(charge => charge.Owed).InPounds.ShouldBe(600000m);
        calculation.Uncharged.ShouldHaveSingleItem().ShouldBe(new UnchargedDays(
            "CAP-3", Given.Day("2023-05-01"), Given.Day("2023-05-31"),
            "Invoice CAP-3 would take case-system £12,000.01 over its ceiling of £600,000.00 by SP-2018/C7. Only a decision raises a ceiling."));
    }

    [Fact]
    public void Ceiling_RaisedByALaterVersion_LetsTheItemIn()
    {
        var facts = CaseSystem("600000.00").Learn(
            APooledCost("CAP-1", "case-system", 600000m, authority: "D-2012-11-IWC"),
            APooledCost("CAP-2", "case-system", 100000m, authority: "D-2012-11-IWC"));
        var posted = AsPosted.Of(Draft.Lines(Calculate(facts), [], April), April);
        posted.Count.ShouldBe(1);

        facts.Learn(AnItemisedPool("C7", "case-system", "700000.00") with { Version = 2 });

        Draft.Lines(Calculate(facts), posted, April.Next).ShouldHaveSingleItem().Subject.ShouldBe("CAP-2");
    }

    [Fact]
    public void Ceiling_OfWhatWasChargedBefore_Counts_AndARefundMakesRoom()
    {
        var facts = CaseSystem("250000.00").Learn(
            APooledCost("HOST-1", "case-system", 240000m, authority: "SP-2018/C7"),
            APooledCost("HOST-2", "case-system", -20000m, "2023/24-P02", "SP-2018/C7"),
            APooledCost("HOST-3", "case-system", 30000m, "2023/24-P02", "SP-2018/C7"));

        RechargeEngine.Calculate(facts.Known, Given.Councils, April.Next, April.Next).Charges.Select(charge => charge.Subject)
            .ShouldBe(["HOST-2", "HOST-3"]);
    }

    [Theory]
    [InlineData("D-2012-11-IWC", null)]
    [InlineData("SP-2018/C7", null)]
    [InlineData("D-1999", "D-1999 is not known as a decision or a clause that rules on 30 April 2023.")]
    [InlineData("D-LATE", "Decision D-LATE is not live on 30 April 2023.")]
    [InlineData("D-OVER", "Decision D-OVER is not live on 30 April 2023.")]
    [InlineData(null, "AGENCY-1 names no decision or clause of its own, which pool case-system asks for.")]
    public void Item_NeedsAnAuthority_ThatIsLiveOnItsDay(string? authority, string? reason)
    {
        var calculation = Calculate(CaseSystem("5000.00").Learn(
            ADecision("D-LATE", "2023-05-01"), ADecision("D-OVER", "2023-01-01", "2023-04-29"),
            APooledCost("AGENCY-1", "case-system", 1200m, authority: authority)));

        calculation.Uncharged.SingleOrDefault()?.Reason.ShouldBe(reason);
        calculation.Charges.Count.ShouldBe(reason is null ? 1 : 0);
    }

    [Fact]
    public void Item_CitesItsDecision()
    {
        var line = Draft.Lines(Calculate(CaseSystem("5000.00").Learn(
            APooledCost("AGENCY-1", "case-system", 1200m, authority: "D-2012-11-IWC"))), [], April).ShouldHaveSingleItem();

        line.Explain().Authorities.ShouldContain(leaf =>
            leaf.Step == Steps.Decision && leaf.Says == "Decision D-2012-11-IWC of Cabinet: New case system, live from 12 November 2012.");
        ExplanationTests.WorkOut(line.Explain().Amount).ShouldBe(1200m);
    }

    [Fact]
    public void CostFromBeforeTheStart_IsCharged_ByItsOwnDecisionAndCeiling_AndByNoOther()
    {
        var facts = new FactBook().Learn(Given.AnAgreement("2023-04-01", null), ADecision("D-PREP", "2023-02-01"),
            AnItemisedPool("C7", "preparation", "1000.00", ("beforeStart", "yes")) with { EffectiveFrom = Given.Day("2023-04-01") },
            ASharedPool("C8") with { EffectiveFrom = Given.Day("2023-04-01") },
            APooledCost("PREP-1", "preparation", 800m, "2022/23-P11", "D-PREP"),
            APooledCost("PREP-2", "preparation", 150m, "2022/23-P10", "D-PREP"),        // before the decision
            APooledCost("PREP-3", "preparation", 100m, "2022/23-P12", "SP-2018/C7"),    // a clause of an agreement that is not live
            APooledCost("PREP-4", "preparation", 300m, "2022/23-P12", "D-PREP"),        // above the ceiling
            APooledCost("PREP-5", "preparation", 100m, "2023/24-P01", "D-PREP"),        // after the start
            APooledCost("PREP-6", "mash", 100m, "2022/23-P12", "D-PREP"));              // the wrong pool

        var calculation = Calculate(facts);

        calculation.Charges.ShouldHaveSingleItem().Subject.ShouldBe("PREP-1");
        calculation.Charges[0].ServicePeriod.ToString().ShouldBe("2022/23-P11");
        calculation.Uncharged.Select(days => (days.Subject, days.Reason)).ShouldBe(
        [
            ("PREP-2", "Decision D-PREP is not live on 31 January 2023."),
            ("PREP-6", "Pool mash takes only costs from 1 April 2023 on."),
            ("PREP-3", "SP-2018/C7 is not known as a decision."),
            ("PREP-5", "Pool preparation takes only costs from before 1 April 2023."),
            ("PREP-4", "Invoice PREP-4 would take preparation £100.00 over its ceiling of £1,000.00 by SP-2018/C7. "
                + "Only a decision raises a ceiling."),
        ]);
        Calculate(facts, April, first: April.Next).Charges.ShouldBeEmpty();
    }

    private static FactBook CaseSystem(string ceiling) =>
        CostPoolTests.Agreement(AnItemisedPool("C7", "case-system", ceiling)).Learn(ADecision("D-2012-11-IWC", "2012-11-12"));

    private static Calculation Calculate(FactBook facts, AccountingPeriod? last = null, AccountingPeriod? first = null) =>
        RechargeEngine.Calculate(facts.Known, Given.Councils, first ?? April, last ?? April);
}
