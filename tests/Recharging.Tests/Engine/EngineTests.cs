using Governance.Contracts;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using SchoolSupport.Contracts;
using Secondments.Contracts;
using Values;

namespace Recharging.Tests.Engine;

/// <summary>What is charged, what is not, and why.</summary>
public sealed class EngineTests
{
    private static readonly AccountingPeriod April = Given.Period("2023/24-P01");

    [Fact]
    public void April2023_HasThirteenLines_InBothDirections()
    {
        var lines = Draft.Lines(Calculate(Given.April()), [], April);

        lines.Count.ShouldBe(13);
        lines.Count(line => line.Payee == "HCC").ShouldBe(11);
        lines.Count(line => line.Payee == "IWC").ShouldBe(2);
        lines[0].Reference.ShouldBe("ST2324P01-001");
        lines.Where(line => line.SubjectKind == SubjectKinds.FixedCharge).Select(line => line.Amount.InPounds)
            .ShouldBe([136666.67m, 100000m]);
        lines.Where(line => line.SubjectKind == SubjectKinds.SupportDays).Select(line => (line.Amount.InPounds, line.Vat.InPounds))
            .ShouldBe([(520m, 104m), (260m, 52m)]);
        lines.Where(line => line.SubjectKind == SubjectKinds.SharedPost).ShouldAllBe(line =>
            line.Amount == Money.Zero && line.CoveredBy == "SP-2018/C1");
    }

    [Fact]
    public void SchoolsTrust_AsFunder_IsNotOnTheStatement() =>
        Calculate(Given.April()).Charges.ShouldNotContain(charge => charge.Subject == "COM-2023-0003");

    [Fact]
    public void Offer_IsNotCharged_BeforeItIsAgreed()
    {
        var facts = Given.April();
        var before = Owed(facts, "SEC-2022-0001");

        facts.Learn(Given.APoint(38, 46464m, "2023-04-01", RateStatus.Offered));
        Owed(facts, "SEC-2022-0001").ShouldBe(before);

        facts.Learn(Given.APoint(38, 46464m, "2023-04-01"));
        Owed(facts, "SEC-2022-0001").ShouldBeGreaterThan(before);
    }

    [Fact]
    public void Facts_KnownAtAnEarlierNumber_GiveTheEarlierPosition()
    {
        var facts = Given.April();
        var (number, before) = (facts.Known.LastNumber, Owed(facts, "SEC-2022-0001"));

        facts.Learn(Given.APoint(38, 46464m, "2023-04-01"));

        RechargeEngine.Calculate(facts.At(number), Given.Councils, April, April).Charges.Single(charge => charge.Subject == "SEC-2022-0001").Owed
            .ShouldBe(before);
    }

    [Fact]
    public void Share_ChangedMidMonth_SplitsTheMonth()
    {
        var facts = Given.April().Learn(new SecondmentVaried
        {
            SecondmentReference = "SEC-2022-0001", EffectiveFrom = Given.Day("2023-04-11"), HostSharePercent = 50m,
                Reason = "Back for half the week.",
            OccurredAt = Given.Told,
        });

        var charge = Calculate(facts).Charges.Single(charge => charge.Subject == "SEC-2022-0001");

        charge.Working.ShouldBe("10/30 calendar days at 100% and 20/30 calendar days at 50%");
        var salary = charge.Components.Single(component => component.Component == Components.Salary);
        salary.Whole.InPounds.ShouldBe(3711.58m);                     // 44,539 / 12, once
        salary.Of("IWC").InPounds.ShouldBe(2474.39m);                 // two thirds of it, largest remainder
        salary.Of("HCC").InPounds.ShouldBe(1237.19m);
    }

    [Fact]
    public void Pay_ChangedMidMonth_IsRoundedOnce()
    {
        var facts = Given.April().Learn(Given.APayFact("HCC-0001", 36, from: "2023-04-16"));

        var salary = Calculate(facts).Charges.Single(charge => charge.Subject == "SEC-2022-0001").Components[0];

        salary.Whole.InPounds.ShouldBe(3626.75m);                     // (44,539 × 15 + 42,503 × 15) / 360
    }

    [Fact]
    public void Day_AfterTheAgreement_IsNeverCharged_AndIsNamed()
    {
        var facts = Given.April().Learn(new AgreementEnded
        {
            AgreementReference = "SP-2018", LastDay = Given.Day("2023-04-20"), Reason = "By agreement.", OccurredAt = Given.Told,
        });

        var calculation = Calculate(facts);

        calculation.Charges.Single(charge => charge.Subject == "SEC-2022-0001").Working.ShouldBe("20/30 calendar days");
        calculation.Charges.Single(charge => charge.Subject == "shared-management").Owed.InPounds.ShouldBe(91111.11m);
        calculation.Uncharged.ShouldContain(new UnchargedDays(
            "SEC-2022-0001", Given.Day("2023-04-21"), Given.Day("2023-04-30"), "SP-2018 is not in force on these days."));
    }

    [Fact]
    public void Month_AfterTheAgreement_ChargesNothing()
    {
        var july = Given.Period("2023/24-P04");

        RechargeEngine.Calculate(Given.April().Known, Given.Councils, july, july).Charges.ShouldBeEmpty();
    }

    [Fact]
    public void Agreement_Varied_IsAnAuthorityAgain()
    {
        var july = Given.Period("2023/24-P04");
        var facts = Given.April().Learn(new AgreementVaried
        {
            AgreementReference = "SP-2018", LastDay = Given.Day("2024-01-31"), DecisionReferences = ["D-2023-X"], OccurredAt = Given.Told,
        });

        RechargeEngine.Calculate(facts.Known, Given.Councils, july, july).Charges
            .Select(charge => charge.Subject).ShouldContain("shared-management");
    }

    [Fact]
    public void Pay_OnAPointThatNobodyPriced_IsAFinding_AndOthersGoOn()
    {
        var facts = Given.April().Learn(Given.APayFact("HCC-0001", 99, from: "2023-04-01"));

        var calculation = Calculate(facts);

        calculation.Findings.ShouldHaveSingleItem().Sentence.ShouldBe("No agreed pay is known on 1 April 2023 for the point that HCC-0001 is on (fact 40).");
        calculation.Charges.Count.ShouldBe(12);
    }

    [Fact]
    public void Clause_WithATermThatTheEngineDoesNotKnow_IsAFinding()
    {
        var facts = Given.April().Learn(Given.AClause("C3", "secondment", "2023-04-01", ("partMonth", "working-days")));

        Calculate(facts).Findings[0].Sentence.ShouldBe(
            "Clause SP-2018/C3 asks for partMonth 'working-days'. The engine knows calendar-days.");
    }

    [Fact]
    public void Clause_WithoutVatTreatment_LeavesTheLineUnclassified()
    {
        var facts = Given.April().Learn(Given.ASecondmentClause(vat: null) with { Version = 2 });

        Draft.Lines(Calculate(facts), [], April).Where(line => !line.IsClassified).Select(line => line.SubjectKind).Distinct()
            .ShouldBe([SubjectKinds.Secondment]);
    }

    [Fact]
    public void Commission_Paused_ChargesNoLaterDay()
    {
        var facts = Given.April().Learn(new CommissionPaused
        {
            CommissionReference = "COM-2023-0001", PausedFrom = Given.Day("2023-04-19"), Reason = "Head teacher left.",
                OccurredAt = Given.Told,
        });
        Calculate(facts).Charges.ShouldNotContain(charge => charge.Subject == "COM-2023-0001");

        facts.Learn(new CommissionResumed { CommissionReference = "COM-2023-0001", ResumedFrom = Given.Day("2023-04-19"),
            OccurredAt = Given.Told });
        Calculate(facts).Charges.ShouldContain(charge => charge.Subject == "COM-2023-0001");
    }

    [Fact]
    public void Secondment_EndedForAPastDay_IsTakenBack_WithTheLineItCorrects()
    {
        var facts = Given.April();
        var posted = AsPosted.Of(Draft.Lines(Calculate(facts), [], April), April);
        facts.Learn(new SecondmentEnded
        {
            SecondmentReference = "SEC-2023-0006", LastDay = Given.Day("2023-04-16"), Reason = "Never came.", OccurredAt = Given.Told,
        });

        var line = Draft.Lines(Calculate(facts), posted, April.Next).ShouldHaveSingleItem();

        line.Corrects.ShouldBe(posted.Single(line => line.Subject == "SEC-2023-0006").Reference);
        line.Amount.ShouldBe(-posted.Single(line => line.Subject == "SEC-2023-0006").Amount);
        line.ServicePeriod.ShouldBe(April);
    }

    [Fact]
    public void SameFacts_AfterPosting_LeaveNothingToPost()
    {
        var facts = Given.April();
        var posted = AsPosted.Of(Draft.Lines(Calculate(facts), [], April), April);

        Draft.Lines(Calculate(facts), posted, April.Next).ShouldBeEmpty();
    }

    private static Calculation Calculate(FactBook facts) => RechargeEngine.Calculate(facts.Known, Given.Councils, April, April);

    private static Money Owed(FactBook facts, string subject) => Calculate(facts).Charges.Single(charge => charge.Subject == subject).Owed;
}
