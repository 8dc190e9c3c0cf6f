using Recharging.Charging;
using Recharging.Engine;
using Recharging.Engine.Lines;
using Values;

namespace Recharging.Tests.Engine;

/// <summary>The pence of demonstration and trade, row by row from the tables beside this file.</summary>
public sealed class WorkedExamples
{
    public static TheoryData<Dictionary<string, string>> Months => Table.Of("worked-months.csv");

    public static TheoryData<Dictionary<string, string>> Awards => Table.Of("pay-awards.csv");

    public static TheoryData<Dictionary<string, string>> FixedChargeMonths => Table.Of("fixed-charges.csv");

    [Theory]
    [MemberData(nameof(Months))]
    public void Month_OfASecondee_IsToThePenny(Dictionary<string, string> row)
    {
        var facts = new FactBook().Learn(Given.AnAgreement(lastDay: null), Given.ASecondmentClause(row["levy"]))
            .Learn(Given.TheOnCostRates(hcc: row.Decimal("pension_percent")))
            .Learn(Given.APoint(30, row.Decimal("full_time_gbp")), Given.APayFact("HCC-0001", 30, row.Decimal("fte")),
                Given.ASecondment("SEC-2022-0001", share: row.Decimal("share_percent"), firstDay: row["first_day"],
                    lastDay: row["last_day"]));

        var charge = RechargeEngine.Calculate(facts.Known, Given.Councils, Given.Period(row["period"]),
            Given.Period(row["period"])).Charges.ShouldHaveSingleItem();

        charge.Working.ShouldBe(row["working"]);
        Pounds(charge, Components.Salary).ShouldBe(row.Decimal("salary_gbp"));
        Pounds(charge, Components.NationalInsurance).ShouldBe(row.Decimal("ni_gbp"));
        Pounds(charge, Components.Pension).ShouldBe(row.Decimal("pension_gbp"));
        Pounds(charge, Components.Levy).ShouldBe(row.Decimal("levy_gbp"));
        charge.Owed.InPounds.ShouldBe(row.Decimal("line_gbp"));
    }

    [Theory]
    [MemberData(nameof(Awards))]
    public void Award_KnownLate_IsTheDifferenceOfTwoPositions(Dictionary<string, string> row)
    {
        var (first, last) = (Given.Period(row["first_period"]), Given.Period(row["last_period"]));
        var point = row.Whole("point");
        var facts = new FactBook().Learn(Given.AnAgreement(lastDay: null), Given.ASecondmentClause(levy: "none"))
            .Learn(Given.TheOnCostRates(hcc: row.Decimal("pension_percent")))
            .Learn(Given.APoint(point, row.Decimal("before_gbp")), Given.APayFact("HCC-0001", point, row.Decimal("fte")),
                Given.ASecondment("SEC-2022-0001", share: row.Decimal("share_percent"), lastDay: "2026-03-31"));
        var before = RechargeEngine.Calculate(facts.Known, Given.Councils, first, last);
        var posted = AsPosted.Of(Draft.Lines(before, [], last), last);

        facts.Learn(Given.APoint(point, row.Decimal("after_gbp"), row["effective_from"]));
        var lines = Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, first, last), posted, last.Next);

        lines.Count.ShouldBe(row.Whole("lines"));
        lines.Sum(line => line.Amount).InPounds.ShouldBe(row.Decimal("delta_gbp"));
        lines.Select(line => line.Corrects).ShouldBe(lines.Count == 0 ? [] : posted.Select(line => line.Reference));
        lines.Select(line => line.ServicePeriod).ShouldBe(lines.Count == 0 ? [] : posted.Select(line => line.ServicePeriod));
    }

    [Theory]
    [MemberData(nameof(FixedChargeMonths))]
    public void FixedCharge_ByMonths_SumsAsTheClauseSays(Dictionary<string, string> row) =>
        Enumerable.Range(row.Whole("first_month"), row.Whole("last_month") - row.Whole("first_month") + 1)
            .Sum(month => FixedCharges.Month(row.Decimal("annual_gbp"), row["spread"], month))
            .InPounds.ShouldBe(row.Decimal("charged_gbp"));

    private static decimal Pounds(Charge charge, string component) =>
        charge.Components.Where(part => part.Component == component).Sum(part => part.Of(charge.Payer)).InPounds;
}

/// <summary>Posts lines as issue does, without a database.</summary>
internal static class AsPosted
{
    public static List<StatementLine> Of(IReadOnlyList<DraftLine> drafts, AccountingPeriod billing) =>
    [
        .. drafts.Select((draft, at) => new StatementLine
        {
            Reference = draft.Reference, StatementNumber = Statement.NumberOf(billing), Position = at + 1, Parties = Given.Councils.Both,
            Payee = draft.Payee, Payer = draft.Payer, AgreementReference = draft.AgreementReference,
            Subject = draft.Subject, SubjectKind = draft.SubjectKind, Service = draft.Service, BillingPeriod = billing,
            ServicePeriod = draft.ServicePeriod, Corrects = draft.Corrects, Description = draft.Description, Amount = draft.Amount,
            VatTreatment = draft.VatTreatment ?? "", Vat = draft.Vat, VatReason = draft.VatReason, Working = draft.Working,
            CoveredBy = draft.CoveredBy, ClauseReference = draft.ClauseReference, Components = draft.Components,
        }),
    ];
}
