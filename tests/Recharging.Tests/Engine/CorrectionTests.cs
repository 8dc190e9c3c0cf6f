using Governance.Contracts;
using Recharging.Charging;
using Recharging.Engine;
using Recharging.Engine.Lines;
using Secondments.Contracts;
using Values;

namespace Recharging.Tests.Engine;

/// <summary>Corrections upon corrections, of those who are still there and of those who have left, and how they are presented.</summary>
public sealed class CorrectionTests
{
    private static readonly AccountingPeriod April = Given.Period("2023/24-P01");

    [Fact]
    public void Ladder_OfCorrections_PaidAndRemaining_AreTheTotalAfterEveryStep()
    {
        var facts = new FactBook().Learn(Given.AnAgreement(lastDay: "2024-01-31"));
        var posted = new List<StatementLine>();
        var version = 0;
        foreach (var row in Table.Of("ladder.csv").Select(row => row.Data))
        {
            var billing = Given.Period(row["billing_period"]);
            facts.Learn(Given.AFixedCharge(annual: row["annual_gbp"]) with { Version = ++version });

            var lines = Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, billing), posted, billing);
            posted.AddRange(AsPosted.Of(lines, billing));

            var corrections = lines.Where(line => line.Corrects is not null).ToList();
            corrections.Count.ShouldBe(row.Whole("corrections"), row["example"]);
            corrections.Select(line => line.ServicePeriod).ShouldBeUnique();
            corrections.Sum(line => line.Amount).InPounds.ShouldBe(row.Decimal("corrections_gbp"), row["example"]);
            lines.Single(line => line.ServicePeriod == billing).Amount.InPounds.ShouldBe(row.Decimal("month_gbp"), row["example"]);
            lines.Sum(line => line.Amount).InPounds.ShouldBe(row.Decimal("statement_gbp"), row["example"]);

            var paid = posted.Sum(line => line.Amount).InPounds;
            var remaining = RechargeEngine.Calculate(facts.Known, Given.Councils, billing.Next, Given.Period("2023/24-P10")).Charges
                .Sum(charge => charge.Owed).InPounds;
            paid.ShouldBe(row.Decimal("paid_gbp"), row["example"]);
            remaining.ShouldBe(row.Decimal("remaining_gbp"), row["example"]);
            (paid + remaining).ShouldBe(row.Decimal("total_gbp"), row["example"]);
            Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, billing), posted, billing.Next).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Award_ReachesWhoHasLeft_AndTheAgreementThatHasEnded()
    {
        var october = Given.Period("2023/24-P07");
        var facts = Secondee(lastDay: "2023-08-31");
        var posted = AsPosted.Of(Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, october), [], october), october);
        facts.Learn(new EmploymentEnded { EmploymentReference = "HCC-0001", LastDay = Given.Day("2023-09-15"), OccurredAt = Given.Told },
            new AgreementEnded
            {
                AgreementReference = "SP-2018", LastDay = Given.Day("2023-10-31"), Reason = "By agreement.", OccurredAt = Given.Told,
            });
        Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, october), posted, october.Next).ShouldBeEmpty();

        facts.Learn(Given.APoint(30, 38223m, "2023-04-01"));
        var award = Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, october.Next), posted, october.Next);

        award.Select(line => line.ServicePeriod.Number).ShouldBe([1, 2, 3, 4, 5]);
        award.ShouldAllBe(line => line.Corrects != null && line.Amount.InPounds == 103.03m);
        award.ShouldAllBe(line => line.Components.Any(part => part.Component == Components.Pension && part.AmountGbp == 15.40m));
    }

    [Fact]
    public void ALeavingCalledOff_ChargesTheDaysAfterItAgain()
    {
        var june = Given.Period("2023/24-P03");
        var facts = Secondee();
        var whole = AsPosted.Of(Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, june), [], june), june).ToList();
        facts.Learn(new EmploymentEnded { EmploymentReference = "HCC-0001", LastDay = Given.Day("2023-05-15"), OccurredAt = Given.Told });
        var posted = whole.Concat(AsPosted.Of(
            Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, june), whole, june.Next), june.Next)).ToList();
        posted.Sum(line => line.Amount).ShouldBeLessThan(whole.Sum(line => line.Amount));

        facts.Learn(new EmploymentContinued { EmploymentReference = "HCC-0001", LastDay = Given.Day("2023-05-15"), OccurredAt = Given.Told });
        var again = AsPosted.Of(Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, june), posted, june.Next.Next),
            june.Next.Next);

        again.Select(line => line.ServicePeriod.Number).ShouldBe([2, 3]);
        posted.Concat(again).Sum(line => line.Amount).ShouldBe(whole.Sum(line => line.Amount));
    }

    [Fact]
    public void Correction_OfACorrection_Nets()
    {
        var facts = Secondee();
        var june = Given.Period("2023/24-P03");
        var posted = new List<StatementLine>();
        foreach (var (annual, billing) in new[] { (36298m, june), (38223m, june.Next), (36298m, june.Next.Next) })
        {
            facts.Learn(Given.APoint(30, annual, "2023-04-01"));
            posted.AddRange(AsPosted.Of(
                Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, june), posted, billing), billing));
        }

        posted.Count.ShouldBe(9);
        posted.Where(line => line.Corrects is not null).Sum(line => line.Amount).ShouldBe(Money.Zero);
        posted[6].Corrects.ShouldBe(posted[0].Reference);
    }

    [Fact]
    public void Charge_MovedInPart_IsPresentedAsTheDifference_OrTakenBackAndPutAgain()
    {
        var may = April.Next;
        var first = ALine("ST2324P01-001", April, "pool-a", 1500m, null);
        StatementLine[] correction = [ALine("ST2324P02-001", may, "pool-a", -300m, first.Reference), ALine("ST2324P02-002", may, "pool-b", 300m, null)];

        decimal[] Amounts(string presentation) => [.. ExportLines.Rows(correction, [first], presentation)
            .Where(row => row.Component != "vat").Select(row => row.Amount.InPounds)];
        Amounts(ExportLines.Delta).ShouldBe([-300m, 300m]);
        Amounts(ExportLines.Restated).ShouldBe([-1500m, 1200m, 300m]);
    }

    [Fact]
    public void BothPresentations_OfAnyCorrection_HaveTheSameTotals()
    {
        var facts = Given.April();
        var posted = AsPosted.Of(Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, April), [], April), April);
        facts.Learn(Given.APoint(38, 46464m, "2023-04-01"), Given.APoint(36, 40000m, "2023-04-01"),
            new SecondmentEnded
            {
                SecondmentReference = "SEC-2023-0006", LastDay = Given.Day("2023-04-16"), Reason = "Never came.", OccurredAt = Given.Told,
            });
        var lines = AsPosted.Of(Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, April.Next), posted, April.Next), April.Next);

        lines.ShouldContain(line => line.Corrects != null);
        Totals(lines, posted, ExportLines.Restated).ShouldBe(Totals(lines, posted, ExportLines.Delta));
    }

    private static List<string> Totals(List<StatementLine> lines, List<StatementLine> earlier, string presentation) =>
    [
        .. ExportLines.Rows(lines, earlier, presentation)
            .GroupBy(row => $"{row.Line.Payer} {row.Line.Subject} {row.Line.ServicePeriod} {row.Component}", StringComparer.Ordinal)
            .Select(rows => $"{rows.Key} {rows.Sum(row => row.Amount)}").Order(StringComparer.Ordinal),
    ];

    private static FactBook Secondee(string lastDay = "2024-01-31") => new FactBook()
        .Learn(Given.AnAgreement(lastDay: null), Given.ASecondmentClause(levy: "none")).Learn(Given.TheOnCostRates(hcc: 20m))
        .Learn(Given.APoint(30, 36298m), Given.APayFact("HCC-0001", 30, 0.8m),
            Given.ASecondment("SEC-2022-0001", share: 60m, lastDay: lastDay));

    private static StatementLine ALine(string reference, AccountingPeriod billing, string subject, decimal amount, string? corrects) => new()
    {
        Reference = reference, StatementNumber = Statement.NumberOf(billing), Position = 1, Parties = ["HCC", "IWC"], Payee = "HCC",
        Payer = "IWC", AgreementReference = "SP-2018", Subject = subject, SubjectKind = SubjectKinds.CostPool, Service = "management",
        BillingPeriod = billing, ServicePeriod = April, Corrects = corrects, Description = "Shared cost", Amount = Money.Pounds(amount),
        VatTreatment = "O", Vat = Money.Zero, VatReason = null, Working = "as shared", CoveredBy = null, ClauseReference = "SP-2018/C7",
        Components = [new LineComponent(Components.CostPool, amount)],
    };
}
