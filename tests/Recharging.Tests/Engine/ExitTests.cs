using Governance.Contracts;
using Recharging.Engine;
using Recharging.Engine.Lines;
using Values;

namespace Recharging.Tests.Engine;

/// <summary>The partnership ends on 31 January 2024 and services are bought back from the next day.</summary>
public sealed class ExitTests
{
    private static readonly AccountingPeriod April = Given.Period("2023/24-P01");
    private static readonly AccountingPeriod January = Given.Period("2023/24-P10");
    private static readonly AccountingPeriod March = Given.Period("2023/24-P12");

    [Fact]
    public void End_OnTheLastOfJanuary_LeavesNoDayUncharged_AndNoneChargedTwice()
    {
        var calculation = Calculate(Ended(), March);

        calculation.Findings.ShouldBeEmpty();
        calculation.Uncharged.ShouldBeEmpty();
        foreach (var month in Months(April, March))
        {
            calculation.Charges.Where(charge => charge.ServicePeriod == month).Select(charge => charge.AgreementReference).Distinct()
                .ShouldBe([month > January ? "BB-2024" : "SP-2018"], month.ToString());
        }

        calculation.Charges.Where(charge => charge.AgreementReference == "BB-2024").ShouldAllBe(charge =>
            charge.Vat.Treatment == "S" && charge.Vat.On(charge.Owed) == Money.RoundHalfUp(charge.Owed.InPounds * 0.2m));
        calculation.Charges.Where(charge => charge.Subject is "shared-management").Sum(charge => charge.Owed.InPounds)
            .ShouldBe(1_366_666.67m);
    }

    [Fact]
    public void End_InTheMiddleOfAMonth_ChargesTheDaysBeforeAndTheBuyBackTheDaysAfter()
    {
        var facts = Partnership(lastDay: null).Learn(Ends("2024-01-12")).Learn(BuyBack("2024-01-13"));

        var january = Calculate(facts, January).Charges.Where(charge => charge.ServicePeriod == January).ToList();

        january.Single(charge => charge.Subject == "support-services").Working.ShouldBe("12/31 calendar days of month 10 of 12");
        january.Single(charge => charge.AgreementReference == "BB-2024").Working.ShouldBe("19/31 calendar days of month 10 of 12");
        january.Where(charge => charge.SubjectKind == SubjectKinds.Secondment)
            .ShouldAllBe(charge => charge.Working == "12/31 calendar days");
    }

    [Fact]
    public void Secondee_WhoStaysAfterTheEnd_IsNamedAndNotCharged()
    {
        var calculation = Calculate(
            Ended().Learn(Given.ASecondment("SEC-2022-0001", lastDay: "2024-02-29")), March);

        calculation.Uncharged.ShouldBe(
            [new UnchargedDays("SEC-2022-0001", Given.Day("2024-02-01"), Given.Day("2024-02-29"),
                "SP-2018 is not in force on these days.")]);
        calculation.Charges.ShouldNotContain(charge => charge.Subject == "SEC-2022-0001" && charge.ServicePeriod > January);
    }

    [Fact]
    public void Award_AgreedAfterTheEnd_ReachesTheEndedAgreement_ForTheDaysBeforeIt()
    {
        var facts = Ended();
        var posted = AsPosted.Of(Draft.Lines(Calculate(facts, January), [], January), January);
        facts.Learn(Given.APoint(38, 46_464m, "2023-04-01"));

        var deltas = Draft.Lines(Calculate(facts, January), posted, March);

        deltas.Select(line => line.ServicePeriod).ShouldBe(Months(April, January));
        deltas.ShouldAllBe(line => line.AgreementReference == "SP-2018" && line.Subject == "SEC-2022-0001" && line.Corrects != null
            && line.Amount > Money.Zero);
    }

    private static Calculation Calculate(FactBook facts, AccountingPeriod last) =>
        RechargeEngine.Calculate(facts.Known, Given.Councils, April, last);

    private static FactBook Ended() => Partnership(lastDay: null).Learn(Ends("2024-01-31")).Learn(BuyBack("2024-02-01"));

    private static FactBook Partnership(string? lastDay) => new FactBook()
        .Learn(Given.AnAgreement(lastDay: lastDay)).Learn(Given.TheClauses()).Learn(Given.TheOnCostRates()).Learn(Given.TheSecondees());

    private static AgreementEnded Ends(string lastDay) => new()
    {
        AgreementReference = "SP-2018", LastDay = Given.Day(lastDay), Reason = "Both councils decided so.", OccurredAt = Given.Told,
    };

    private static IEnumerable<object> BuyBack(string firstDay) =>
    [
        Given.AnAgreement(firstDay, "2025-01-31", "BB-2024"),
        Given.AClause("C1", "fixed-charge", firstDay, ("charge", "mash"), ("description", "Referral hub, bought back"), ("payee", "HCC"),
            ("payer", "IWC"), ("service", "mash"), ("annualGbp", "385000.00"), ("spread", "cumulative"), ("vatTreatment", "S"),
            ("vatRatePercent", "20")) with
        {
            AgreementReference = "BB-2024", ClauseReference = "BB-2024/C1",
        },
    ];

    private static IEnumerable<AccountingPeriod> Months(AccountingPeriod first, AccountingPeriod last)
    {
        for (var month = first; month <= last; month = month.Next)
        {
            yield return month;
        }
    }
}
