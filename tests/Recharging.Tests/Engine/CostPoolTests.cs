using Governance.Contracts;
using Recharging.Engine;
using Recharging.Engine.Lines;
using Values;
using static Recharging.Tests.GivenCosts;

namespace Recharging.Tests.Engine;

/// <summary>Pools shared by every basis, and what is refused.</summary>
public sealed class CostPoolTests
{
    private static readonly AccountingPeriod April = Given.Period("2023/24-P01");

    public static TheoryData<Dictionary<string, string>> Pools => Table.Of("cost-pools.csv");

    [Theory]
    [MemberData(nameof(Pools))]
    public void Pool_IsShared_ToThePenny(Dictionary<string, string> row)
    {
        var facts = Agreement(APool("C7", "mash", row["basis"], row["parties"], row["shares"] is "" ? null : row["shares"]))
            .Learn(Each(row["quantities"]).Select(measured => ADriver(row["basis"], measured.Party, measured.Number)))
            .Learn(row["costs_gbp"].Split(' ').Select((pounds, at) => APooledCost($"COST-{at}", "mash",
                decimal.Parse(pounds, System.Globalization.CultureInfo.InvariantCulture))));

        var charge = Calculate(facts).Charges.ShouldHaveSingleItem();

        charge.Components[0].Parties.Select(part => (part.Party, part.Amount.InPounds)).ShouldBe(Each(row["falls_to_gbp"]));
        charge.Working.ShouldBe(row["working"]);
        charge.Subject.ShouldBe("mash");
        var line = Draft.Lines(Calculate(facts), [], April).ShouldHaveSingleItem();
        ExplanationTests.WorkOut(line.Explain().Amount).ShouldBe(line.Amount.InPounds);
    }

    [Fact]
    public void DirectCost_FallsToWhomItNames()
    {
        var facts = Agreement(APool("C7", "mash", "direct-actual")).Learn(
            APooledCost("COST-1", "mash", 100m, bearer: "HCC"), APooledCost("COST-2", "mash", 50m, bearer: "IWC"),
            APooledCost("COST-3", "mash", -10m, bearer: "IWC"));

        var charge = Calculate(facts).Charges.ShouldHaveSingleItem();

        charge.Owed.InPounds.ShouldBe(40m);
        charge.Components[0].Whole.InPounds.ShouldBe(140m);
        Finding(facts.Learn(APooledCost("COST-4", "mash", 5m, bearer: "PCC")))
            .ShouldBe("Pool mash: COST-4 must name who bears it, one of HCC, IWC.");
    }

    [Fact]
    public void Caseload_OfAprilToDecember_SharesJanuaryOn()
    {
        var facts = Agreement(APool("C7", "mash", "caseload", otherwise: ("measuredOver", "april-to-december")))
            .Learn(Enumerable.Range(1, 9).SelectMany(month => new object[]
            {
                ADriver("caseload", "HCC", 200 + month, $"2022/23-P{month:00}"), ADriver("caseload", "IWC", 50, $"2022/23-P{month:00}"),
            }))
            .Learn(APooledCost("COST-1", "mash", 2295m, "2022/23-P12"), APooledCost("COST-2", "mash", 2295m));

        // 1,845 cases of HCC and 450 of IWC in nine months: of March's costs and, until the next December, of April's.
        RechargeEngine.Calculate(facts.Known, Given.Councils, Given.Period("2022/23-P12"), April).Charges
            .Select(charge => (charge.ServicePeriod.ToString(), charge.Owed.InPounds))
            .ShouldBe([("2022/23-P12", 450m), ("2023/24-P01", 450m)]);
        Finding(facts.Learn(APooledCost("COST-3", "mash", 1m, "2023/24-P10")), Given.Period("2023/24-P10"))
            .ShouldBe("Pool mash: no caseload of HCC is known for 2023/24-P01.");
    }

    [Fact]
    public void Census_HoldsFromItsDay_UntilTheNext_AndAMonthsOwnRowCountsFirst()
    {
        var facts = Agreement(APool("C7", "mash", "pupil-numbers")).Learn(
            ADriver("pupil-numbers", "HCC", 3, null, day: "2022-10-06"), ADriver("pupil-numbers", "IWC", 1, null, day: "2022-10-06"),
            ADriver("pupil-numbers", "IWC", 3, null, day: "2023-05-18"), ADriver("pupil-numbers", "IWC", 2, "2023/24-P03"));
        facts.Learn(Enumerable.Range(1, 3).Select(month => APooledCost($"COST-{month}", "mash", 60m, $"2023/24-P{month:00}")));

        RechargeEngine.Calculate(facts.Known, Given.Councils, April, Given.Period("2023/24-P03")).Charges.Select(charge => charge.Owed.InPounds)
            .ShouldBe([15m, 30m, 24m]);
    }

    [Fact]
    public void PoolWithDriversOfItsOwn_TakesNoOthers()
    {
        var facts = Agreement(APool("C7", "mash", "headcount"), APool("C8", "edt", "headcount")).Learn(
            ADriver("headcount", "HCC", 1), ADriver("headcount", "IWC", 1), ADriver("headcount", "IWC", 3, pool: "edt"),
            APooledCost("COST-1", "mash", 10m), APooledCost("COST-2", "edt", 10m));

        Finding(facts).ShouldBe("Pool edt: no headcount of HCC is known for 2023/24-P01.");
        facts.Learn(ADriver("headcount", "HCC", 1, pool: "edt"));
        Calculate(facts).Charges.Select(charge => (charge.Subject, charge.Owed.InPounds)).ShouldBe([("edt", 7.5m), ("mash", 5m)]);
    }

    [Fact]
    public void DriversThatAreAllNil_AreRefused_WithThePool() =>
        Finding(Agreement(APool("C7", "mash", "caseload")).Learn(
            ADriver("caseload", "HCC", 0), ADriver("caseload", "IWC", 0), APooledCost("COST-1", "mash", 10m)))
            .ShouldBe("Pool mash: every caseload of 2023/24-P01 is nil, so nobody can be charged.");

    [Theory]
    [InlineData("HCC 60, IWC 39.9999", "Clause SP-2018/C7: the shares of mash add up to 99.9999%, not to 100%.")]
    [InlineData("HCC 60, PCC 40", "Clause SP-2018/C7: the shares of mash must name HCC, IWC, once each.")]
    [InlineData("HCC 60, IWC forty", "Clause SP-2018/C7: the shares of mash must name HCC, IWC, once each.")]
    public void Shares_NotOfAHundred_AreAFinding(string shares, string finding) =>
        Finding(Agreement(APool("C7", "mash", "fixed-percent", shares: shares)).Learn(APooledCost("COST-1", "mash", 10m))).ShouldBe(finding);

    [Fact]
    public void Shares_OfALaterVersion_RuleCostsFromItsFirstDay()
    {
        var facts = Agreement(ASharedPool(), APool("C7", "mash", "fixed-percent", shares: "HCC 50, IWC 50", from: "2023-04-16") with
        {
            Version = 2,
        });
        facts.Learn(APooledCost("COST-1", "mash", 100m, day: "2023-04-15"), APooledCost("COST-2", "mash", 100m, day: "2023-04-16"),
            APooledCost("COST-3", "mash", 100m));

        var line = Draft.Lines(Calculate(facts), [], April).ShouldHaveSingleItem();

        line.Amount.InPounds.ShouldBe(40m + 100m);
        line.Working.ShouldBe("40% of £100.00 and 50% of £200.00");
        ExplanationTests.WorkOut(line.Explain().Amount).ShouldBe(140m);
    }

    [Fact]
    public void Correction_OfACost_PostsTheDifference()
    {
        var facts = Agreement(ASharedPool()).Learn(APooledCost("COST-1", "mash", 1000m), APooledCost("COST-2", "mash", 500m));
        var posted = AsPosted.Of(Draft.Lines(Calculate(facts), [], April), April);

        facts.Learn(APooledCost("COST-1", "mash", 900m));
        var line = Draft.Lines(Calculate(facts), posted, April.Next).ShouldHaveSingleItem();

        line.Amount.InPounds.ShouldBe(-40m);
        line.Corrects.ShouldBe(posted[0].Reference);
    }

    [Fact]
    public void ItemisedPool_GivesALineACost()
    {
        var facts = Agreement(ASharedPool(otherwise: ("lines", "per-item"))).Learn(
            ACost("COST-1", "mash", 100m), ACost("COST-2", "mash", 0.01m), ACost("COST-1", "mash", 90m));

        Draft.Lines(Calculate(facts), [], April).Select(line => (line.Subject, line.SubjectKind, line.Amount.InPounds, line.Description))
            .ShouldBe([("COST-1", "cost-item", 36m, "Invoice COST-1"), ("COST-2", "cost-item", 0m, "Invoice COST-2")]);
    }

    [Fact]
    public void Cost_WithoutALiveAgreement_OrAClause_IsNamed_NotCharged()
    {
        var facts = Agreement(ASharedPool()).Learn(
            new AgreementEnded
            {
                AgreementReference = "SP-2018", LastDay = Given.Day("2023-04-20"), Reason = "By agreement.", OccurredAt = Given.Told,
            },
            APooledCost("COST-1", "mash", 100m), APooledCost("COST-2", "mash", 100m, day: "2023-04-21"),
            APooledCost("COST-3", "edt", 100m), APooledCost("COST-4", "mash", 100m, "2023/24-P02"));

        var calculation = RechargeEngine.Calculate(facts.Known, Given.Councils, April, April.Next);

        calculation.Charges.ShouldHaveSingleItem().Owed.InPounds.ShouldBe(40m);
        calculation.Uncharged.Select(days => (days.Subject, days.Reason)).ShouldBe(
        [
            ("COST-3", "No clause of SP-2018 puts costs of 20 April 2023 into pool edt."),
            ("COST-2", "SP-2018 is not in force on 21 April 2023."),
            ("COST-4", "SP-2018 is not in force on 31 May 2023."),
        ]);
    }

    [Fact]
    public void StepDown_GoesOn_InTheDeclaredOrder()
    {
        var facts = Agreement(
                APool("C7", "it", "headcount", "HCC", otherwise: [("stepsDownTo", "edt mash"), ("order", "1"), ("payer", "IWC")]),
                APool("C8", "edt", "equal", "HCC IWC", otherwise: [("stepsDownTo", "mash"), ("order", "2")]),
                ASharedPool("C9"))
            .Learn(ADriver("headcount", "HCC", 5), ADriver("headcount", "edt", 2), ADriver("headcount", "mash", 3),
                APooledCost("COST-1", "it", 1000m), APooledCost("COST-2", "edt", 100.01m), APooledCost("COST-3", "mash", 500m));

        // it: 500 to HCC, 200 to edt, 300 to mash. edt: 300.01 in thirds, 100.01 to HCC. mash: 500 + 300 + 100.00, 40% of it IWC's.
        var lines = Draft.Lines(Calculate(facts), [], April);

        lines.Select(line => (line.Subject, line.Amount.InPounds)).ShouldBe([("edt", 100m), ("mash", 360m)]);
        lines.ShouldAllBe(line => ExplanationTests.WorkOut(line.Explain().Amount) == line.Amount.InPounds);
    }

    [Fact]
    public void StepDown_InACircle_IsAFinding_WithItsMembers() =>
        Finding(Agreement(Stepping("C7", "it", "mash", "1"), Stepping("C8", "mash", "edt", "2"), Stepping("C9", "edt", "it", "3"))
            .Learn(APooledCost("COST-1", "it", 10m)))
            .ShouldBe("These pools of SP-2018 step down in a circle: it → mash → edt → it.");

    [Fact]
    public void StepDown_AgainstTheOrder_OrToNoPool_IsAFinding()
    {
        Finding(Agreement(Stepping("C7", "it", "mash", "2"), ASharedPool("C8", otherwise: ("order", "1"))).Learn(APooledCost("COST-1", "it", 1m)))
            .ShouldBe("Pool it of SP-2018 steps down to mash, which must then come later in the order.");
        Finding(Agreement(Stepping("C7", "it", "mash", "2")).Learn(APooledCost("COST-1", "it", 1m)))
            .ShouldBe("Clause SP-2018/C7 steps it down to mash, which no clause of SP-2018 lets in.");
    }

    internal static FactBook Agreement(params ClauseAgreed[] clauses) => new FactBook().Learn(Given.AnAgreement(lastDay: null)).Learn(clauses);

    private static ClauseAgreed Stepping(string number, string pool, string target, string order) =>
        APool(number, pool, "equal", otherwise: [("stepsDownTo", target), ("order", order)]);

    private static string Finding(FactBook facts, AccountingPeriod? last = null) =>
        RechargeEngine.Calculate(facts.Known, Given.Councils, April, last ?? April).Findings.ShouldHaveSingleItem().Sentence;

    private static Calculation Calculate(FactBook facts) => RechargeEngine.Calculate(facts.Known, Given.Councils, April, April);
}
