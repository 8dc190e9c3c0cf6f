using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Facts;
using Recharging.Tests.Engine;
using Values;

namespace Recharging.Tests.Rates;

/// <summary>The rates as published, from the files that officers load, worked on whole employments.</summary>
public sealed class PublishedRatesTests
{
    private static readonly Lazy<object[]> Insurance = new(() => [.. RateFiles.NationalInsurance()]);

    public static TheoryData<Dictionary<string, string>> InsuranceRows => Table.Of("national-insurance.csv");

    [Theory]
    [MemberData(nameof(InsuranceRows))]
    public void NationalInsurance_OfAYearOfPay_IsAsPublished(Dictionary<string, string> row)
    {
        var period = Given.Period(row["period"]);
        var facts = Employment(row.Decimal("pay_gbp"), row["scheme"], Clause(("niThreshold", row["ni_threshold"])), 100m, row["last_day"])
            .Learn(Insurance.Value);

        Whole(facts, period, Components.NationalInsurance).ShouldBe(row.Decimal("ni_gbp"));
    }

    [Theory]
    [InlineData(18, "2025/26-P01", 31537)]
    [InlineData(40, "2025/26-P12", 51356)]
    [InlineData(2, "2022/23-P12", 20441)]
    [InlineData(43, "2023/24-P01", 51515)]
    [InlineData(30, "2024/25-P07", 39513)]
    public void Point_IsPaidAsPublished(int point, string period, int annual) =>
        new FactBook().Learn(RateFiles.Spine()).Known.Rates.Point("NJC", point, Given.Period(period).Days.FirstDay)!.Body.AnnualGbp
            .ShouldBe(annual);

    [Fact]
    public void Point_ThatIsDeleted_IsNotPaidAfterItsLastDay()
    {
        var rates = new FactBook().Learn(RateFiles.Spine()).Known.Rates;

        rates.Point("NJC", 2, Given.Day("2026-03-31")).ShouldNotBeNull();
        rates.Point("NJC", 2, Given.Day("2026-04-01")).ShouldBeNull();
        rates.Point("NJC", 3, Given.Day("2026-04-01")).ShouldNotBeNull();
        rates.Point("NJC", 1, Given.Day("2025-04-01")).ShouldBeNull();
    }

    [Theory]
    [InlineData("2015-08-31", 14.1)]
    [InlineData("2015-09-01", 16.48)]
    [InlineData("2019-08-31", 16.48)]
    [InlineData("2019-09-01", 23.68)]
    [InlineData("2024-03-31", 23.68)]
    [InlineData("2024-04-01", 28.68)]
    public void TeachersPension_ChangesByDate(string day, double percent)
    {
        foreach (var council in new[] { "HCC", "IWC" })
        {
            new FactBook().Learn(RateFiles.Pensions(council)).Known.Rates.Pension(council, "TPS", Given.Day(day))!.Body.RatePercent
                .ShouldBe((decimal)percent);
        }
    }

    [Fact]
    public void NationalInsurance_IsOfTheWholeEmployment_ThenSplit_AndNotOfTheShare()
    {
        var year = Enumerable.Range(1, 12).Select(month => Given.Period($"2025/26-P{month:00}")).ToList();
        var whole = Employment(54495m, "NONE", Clause(), share: 60m).Learn(Insurance.Value);
        var trap = Employment(54495m * 0.6m, "NONE", Clause(), share: 100m).Learn(Insurance.Value);

        var owed = year.Sum(month => Part(whole, month, "IWC"));
        var wrong = year.Sum(month => Part(trap, month, "IWC"));

        (owed - wrong).ShouldBe(300.00m);                             // 40% × £5,000 × 15%
        owed.ShouldBe(4454.52m);                                      // £4,454.55 less the rounding of twelve months
        year.Sum(month => Whole(whole, month, Components.NationalInsurance)).ShouldBe(7424.28m);
    }

    [Theory]
    [InlineData("excluded", null)]
    [InlineData("included", 105)]
    public void LumpSumForPastService_IsChargedWhenTheClauseSaysSo(string clause, int? gbp)
    {
        var facts = Employment(36000m, "LGPS", Clause(("pensionLumpSum", clause))).Learn(Insurance.Value).Learn(
            new PensionRate("HCC", "LGPS", Given.Day("2023-04-01"), 19.4m, RateStatus.Agreed, null, "Actuary", LumpSumPercent: 3.5m));

        var charge = Charge(facts, Given.Period("2023/24-P01"));

        charge.Components.SingleOrDefault(part => part.Component == Components.PensionLumpSum)?.Whole.InPounds.ShouldBe(gbp!.Value);
        charge.Components.Count.ShouldBe(gbp is null ? 3 : 4);
    }

    [Theory]
    [InlineData("pensionLumpSum", "included", "SP-2018/C3 charges for past service, but HCC's LGPS rate from 1 April 2022 says no lump sum.")]
    [InlineData("pensionLumpSum", "half", "Clause SP-2018/C3 asks for pensionLumpSum 'half'. The engine knows excluded, included.")]
    [InlineData("niThreshold", "monthly-table",
        "SP-2018/C3 asks for the monthly table, but the National Insurance rate from 6 November 2022 has no monthly threshold.")]
    [InlineData("niThreshold", "weekly", "Clause SP-2018/C3 asks for niThreshold 'weekly'. The engine knows annual-twelfth, monthly-table.")]
    public void Clause_ThatAsksForWhatNobodyLoaded_IsAFinding(string parameter, string word, string finding)
    {
        var facts = Employment(36000m, "LGPS", Clause((parameter, word))).Learn(Given.TheOnCostRates());

        RechargeEngine.Calculate(facts.Known, Given.Councils, Given.Period("2023/24-P01"), Given.Period("2023/24-P01")).Findings
            .ShouldHaveSingleItem().Sentence.ShouldBe(finding);
    }

    [Fact]
    public void ChiefOfficersAward_IsANewSalary_FromItsFirstDay()
    {
        var facts = Employment(100000m, "NONE", Clause()).Learn(Insurance.Value);
        var before = Whole(facts, Given.Period("2023/24-P02"), Components.Salary);

        facts.Learn(Given.APayFact("HCC-0001", 0, from: "2023-04-01", scheme: "NONE") with
        {
            SpinePoint = null, FullTimeSalaryGbp = 103500m,
        });

        (Whole(facts, Given.Period("2023/24-P02"), Components.Salary) - before).ShouldBe(291.67m);   // 3.5% of a twelfth
        Whole(facts, Given.Period("2022/23-P12"), Components.Salary).ShouldBe(before);
    }

    [Fact]
    public void Offer_IsPriced_OnlyByAForecast()
    {
        object[] told = [Given.APoint(30, 38223m, "2023-04-01"), Given.APoint(30, 39513m, "2024-04-01", RateStatus.Offered),
            Given.APoint(30, 40000m, "2025-04-01", RateStatus.Budgeted)];
        var facts = told.Select((body, at) => new Known<object>(at + 1, "hash", body)).ToList();

        decimal? On(string day, RateStatus leastSure) =>
            new KnownFacts(facts, leastSure).Rates.Point("NJC", 30, Given.Day(day))?.Body.AnnualGbp;
        On("2024-06-01", RateStatus.Agreed).ShouldBe(38223m);
        On("2024-06-01", RateStatus.Offered).ShouldBe(39513m);
        On("2025-06-01", RateStatus.Offered).ShouldBe(39513m);
        On("2025-06-01", RateStatus.Budgeted).ShouldBe(40000m);
    }

    [Fact]
    public void AgreedRate_CountsBeforeAnOfferForTheSameDay_WhicheverIsLearnedLater()
    {
        foreach (var order in new[] { new[] { RateStatus.Agreed, RateStatus.Offered }, [RateStatus.Offered, RateStatus.Agreed] })
        {
            var facts = order.Select((status, at) =>
                new Known<object>(at + 1, "hash", Given.APoint(30, status is RateStatus.Agreed ? 2m : 1m, status: status)));
            new KnownFacts(facts, RateStatus.Offered).Rates.Point("NJC", 30, Given.Day("2023-04-01"))!.Body.AnnualGbp.ShouldBe(2m);
        }
    }

    private static (string, string)[] Clause(params (string Name, string Value)[] parameters) =>
        [.. parameters, ("levyPercent", "none"), ("vatTreatment", "O")];

    private static FactBook Employment(
        decimal salary, string scheme, (string, string)[] clause, decimal share = 100m, string lastDay = "") => new FactBook().Learn(
            Given.AnAgreement("2013-07-01", null) with { FirstDay = Given.Day("2013-04-01") },
            Given.AClause("C3", "secondment", "2013-04-01", clause),
            Given.APayFact("HCC-0001", 0, from: "2013-04-01", scheme: scheme) with { SpinePoint = null, FullTimeSalaryGbp = salary },
            new PensionRate("HCC", "LGPS", Given.Day("2013-04-01"), 13.1m, RateStatus.Agreed, null, "Made up"),
            new PensionRate("HCC", "TPS", Given.Day("2013-04-01"), 14.1m, RateStatus.Agreed, null, "Teachers' Pensions"),
            Given.ASecondment("SEC-2013-0001", share: share, firstDay: "2013-04-01", employment: "HCC-0001",
                lastDay: lastDay.Length == 0 ? "2027-03-31" : lastDay));

    private static Charge Charge(FactBook facts, AccountingPeriod period) =>
        RechargeEngine.Calculate(facts.Known, Given.Councils, period, period).Charges.ShouldHaveSingleItem();

    private static decimal Whole(FactBook facts, AccountingPeriod period, string component) =>
        Charge(facts, period).Components.Single(part => part.Component == component).Whole.InPounds;

    private static decimal Part(FactBook facts, AccountingPeriod period, string party) =>
        Charge(facts, period).Components.Single(part => part.Component == Components.NationalInsurance).Of(party).InPounds;
}
