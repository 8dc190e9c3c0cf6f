using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Recharging.Charging;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using Recharging.Facts;
using Recharging.Tests.Engine;
using Secondments.Contracts;
using Values;

namespace Recharging.Tests.Planning;

/// <summary>Budgets, and why a month costs another sum than the one before and than its budget.</summary>
public sealed class VarianceTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    private const string Header = "financial_year,agreement,payer,subject_kind,subject,service,period,amount_gbp,version,source\n";

    private static readonly AccountingPeriod April = Given.Period("2023/24-P01");
    private static readonly AccountingPeriod May = Given.Period("2023/24-P02");

    [Fact]
    public void May_AgainstApril_NamesWhoCameAndWhoWent_AndWhatWasCorrected()
    {
        var causes = Months(Given.AnAgreement(lastDay: null), Started("SEC-2023-0007", "2023-05-01"), new SecondmentVaried
        {
            SecondmentReference = "SEC-2022-0002", EffectiveFrom = Given.Day("2023-04-01"), HostSharePercent = 80m, Reason = "Agreed.",
            OccurredAt = Given.Told,
        }).SinceLastMonth.Single(movement => movement.Payer == "IWC").Causes;

        causes.Select(cause => cause.Kind).Order().ShouldBe(["new-secondment", "other", "part-month", "share-change", "share-change",
            "support-days", "support-days"]);
        causes.ShouldContain(cause => cause.Sentence.StartsWith("Team manager (SEC-2023-0007) is new: £", StringComparison.Ordinal));
        causes.ShouldContain(cause => cause.Sentence == "Support days at Medina College (136010), no days with evidence: £260.00 less.");
        causes.ShouldContain(cause => cause.Sentence.StartsWith(
            "Team manager (SEC-2022-0002), another share for 2023/24-P01, 1 line: £", StringComparison.Ordinal));
    }

    [Fact]
    public void LateAward_IsOneCause_ForAllItsMonths()
    {
        var variance = Months(Given.APoint(38, 46464m, "2023-04-01"), Given.APoint(34, 42403m, "2023-04-01"));

        var award = variance.SinceLastMonth.Single(movement => movement.Payer == "IWC").Causes
            .Single(cause => cause.Kind == "pay-award" && cause.Sentence.StartsWith("Pay award for 2023/24-P01, 2 lines", StringComparison.Ordinal));
        award.Gbp.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Causes_SumToTheVariance_Always() => Property.Holds(
        from share in Gen.Choose(1, 1_000_000) from day in Gen.Choose(0, 60) from pay in Gen.Choose(2_000_000, 6_000_000)
        from budget in Gen.Choose(-100_000, 900_000_000)
        select (share / 10_000m, Given.Day("2023-04-01").AddDays(day), pay / 100m, budget / 100m), change =>
    {
        var (share, day, pay, budget) = change;
        var variance = Months(
            [
                new SecondmentVaried
                {
                    SecondmentReference = "SEC-2022-0002", EffectiveFrom = day, HostSharePercent = share, Reason = "Agreed.",
                    OccurredAt = Given.Told,
                },
                Given.APoint(38, pay, day.ToString("O", CultureInfo.InvariantCulture)), Started("SEC-2023-0008", day.ToString("O", CultureInfo.InvariantCulture)),
                new SecondmentEnded { SecondmentReference = "SEC-2022-0001", LastDay = day, Reason = "Agreed.", OccurredAt = Given.Told },
            ], new BudgetSet("IWC", "2023/24", "SP-2018", "secondment", null, null, "IWC", null, budget, "original", "Cabinet"));

        foreach (var movement in variance.SinceLastMonth.Concat(variance.ToBudget))
        {
            movement.Causes.Sum(cause => cause.Gbp).ShouldBe(movement.VarianceGbp);
            movement.VarianceGbp.ShouldBe(movement.ToGbp - movement.FromGbp);
        }
    }, times: 50);

    [Fact]
    public void Budget_OfAYear_IsSpreadByTheCumulativeRule_AndTheRevisedOneCounts()
    {
        BudgetSet Fixed(decimal amount, string version, string? period = null) =>
            new("IWC", "2023/24", "SP-2018", "fixed-charge", null, null, "IWC", period, amount, version, "Cabinet");
        var original = new BudgetBook(April.Year, [Fixed(1_640_000m, "original")]).Lines.ShouldHaveSingleItem();
        original.Months.Take(3).Select(month => month.InPounds).ShouldBe([136_666.67m, 136_666.66m, 136_666.67m]);
        original.Year.InPounds.ShouldBe(1_640_000m);

        var revised = new BudgetBook(April.Year,
            [Fixed(1_640_000m, "original"), Fixed(100m, "revised", "2023/24-P01"), Fixed(90m, "revised", "2023/24-P01")]);
        revised.Lines.ShouldHaveSingleItem().Year.InPounds.ShouldBe(90m);
    }

    [Fact]
    public void FullYear_IsForecast_ToTheAgreementsLastDay()
    {
        var row = Months([], new BudgetSet("IWC", "2023/24", "SP-2018", "fixed-charge", null, null, "IWC", null, 2_840_000m, "original", "Cabinet"))
            .Rows.Single(row => row.Payer == "IWC" && row.SubjectKind == "fixed-charge");

        row.FullYear.ShouldBe(new VarianceView.Outturn(2_840_000m, 710_000m, -2_130_000m));
        row.YearToDate.ShouldBe(new VarianceView.Figures(473_333.33m, 473_333.33m, 0m));
    }

    [Fact]
    public async Task Budget_IsLoaded_ShownToItsOwnCouncil_AndComparedWithTheMonth()
    {
        var told = await LoadAsync(april.Iwc, "2023/24,SP-2018,IWC,fixed-charge,,,,2840000.00,original,=Cabinet\n"
            + "2023/24,SP-2018,IWC,secondment,,,2023/24-P01,9000.00,original,Cabinet\n");
        told.GetProperty("taken").GetInt32().ShouldBe(2);
        (await LoadAsync(april.Iwc, "2023/24,SP-2018,IWC,fixed-charge,,,,2840000.00,original,=Cabinet\n")).GetProperty("unchanged").GetInt32()
            .ShouldBe(1);

        (await AprilHost.GetAsync(april.Iwc, "/budgets/2023-24")).GetProperty("totalGbp").GetDecimal().ShouldBe(2_849_000m);
        (await StatusAsync(april.Hcc, "/budgets/2023-24")).ShouldBe(HttpStatusCode.NotFound);

        var variance = await AprilHost.GetAsync(april.Iwc, "/variance/2023-24-P01");
        var row = variance.GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("budgetVersion").GetString() == "original"
            && row.GetProperty("subjectKind").GetString() == "fixed-charge").GetProperty("period");
        (row.GetProperty("budgetGbp").GetDecimal(), row.GetProperty("actualGbp").GetDecimal()).ShouldBe((236_666.67m, 236_666.67m));

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{AprilHost.Api}/variance/2023-24-P01");
        request.Headers.Accept.ParseAdd("text/csv");
        using var csv = await april.Iwc.SendAsync(request);
        (await csv.Content.ReadAsStringAsync()).Split('\n')[0].ShouldStartWith("row,period,payer");

        var preview = await AprilHost.PostAsync(april.Iwc, "/runs/preview", new { period = "2023/24-P02" });
        foreach (var movement in preview.GetProperty("variance").GetProperty("sinceLastMonth").EnumerateArray())
        {
            movement.GetProperty("causes").EnumerateArray().Sum(cause => cause.GetProperty("gbp").GetDecimal())
                .ShouldBe(movement.GetProperty("varianceGbp").GetDecimal());
        }
    }

    [Theory]
    [InlineData("2023,SP-2018,IWC,secondment,,,,1.00,original,x", "financial_year")]
    [InlineData("2023/24,SP-1066,IWC,secondment,,,,1.00,original,x", "agreement")]
    [InlineData("2023/24,SP-2018,PCC,secondment,,,,1.00,original,x", "payer")]
    [InlineData("2023/24,SP-2018,IWC,wishes,,,,1.00,original,x", "subject_kind")]
    [InlineData("2023/24,SP-2018,IWC,,,,,1.00,original,x", "subject_kind")]
    [InlineData("2023/24,SP-2018,IWC,secondment,,,2024/25-P01,1.00,original,x", "period")]
    [InlineData("2023/24,SP-2018,IWC,secondment,,,,1.005,original,x", "amount_gbp")]
    [InlineData("2023/24,SP-2018,IWC,secondment,,,,1.00,hoped,x", "version")]
    public async Task BudgetRow_ThatCannotBe_IsNotTaken(string row, string column) =>
        (await LoadAsync(april.Hcc, row + "\n")).GetProperty("notTaken")[0].GetProperty("column").GetString().ShouldBe(column);

    [Theory]
    [InlineData("HCC", "hr-officer", "/variance/2023-24-P01", HttpStatusCode.Forbidden)]
    [InlineData("HCC", "auditor", "/variance/2023-24-P01", HttpStatusCode.OK)]
    [InlineData("HCC", "auditor", "/variance/2023-24-P07", HttpStatusCode.NotFound)]
    [InlineData("HCC", "auditor", "/variance/April", HttpStatusCode.BadRequest)]
    [InlineData("HCC", "hr-officer", "/budgets/2023-24", HttpStatusCode.Forbidden)]
    [InlineData("HCC", "auditor", "/budgets/2031-32", HttpStatusCode.NotFound)]
    [InlineData("HCC", "auditor", "/budgets/someday", HttpStatusCode.NotFound)]
    public async Task Question_IsAnswered(string council, string role, string path, HttpStatusCode expected) =>
        (await StatusAsync(april.Host.Client(council, role), path)).ShouldBe(expected);

    [Fact]
    public async Task Budget_FromTheWrongHand_OrWithoutItsColumns_IsAnswered()
    {
        using var body = new StringContent("wish\nmore\n", Encoding.UTF8, "text/csv");
        using var forbidden = await april.Host.Client("IWC", "budget-holder").PostAsync($"{AprilHost.Api}/budgets", body);
        forbidden.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var again = new StringContent("wish\nmore\n", Encoding.UTF8, "text/csv");
        using var malformed = await april.Iwc.PostAsync($"{AprilHost.Api}/budgets", again);
        malformed.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public void Words_ThatASpreadsheetWouldTakeForAFormula_AreDefused()
    {
        var row = new VarianceView.Row("=SP", "IWC", null, "+cmd", null, null, new(0, -1.5m, -1.5m), new(0, 0, 0), new(0, 0, 0));

        var csv = VarianceCsv.Write(new VarianceView("2023/24-P01", ["HCC", "IWC"], 1, 1, [row], [], []));

        csv.ShouldContain(",'=SP,,'+cmd,");
        csv.ShouldContain(",-1.50,");
    }

    private static SecondmentStarted Started(string reference, string day) =>
        Given.ASecondment(reference, firstDay: day, employment: "HCC-0001");

    private static VarianceView Months(params object[] learnedInMay) => Months(learnedInMay, []);

    /// <summary>April issued by what was known, and May after something was learned.</summary>
    private static VarianceView Months(object[] learnedInMay, params BudgetSet[] budgets)
    {
        var facts = Given.April();
        var known = facts.Facts.Count;
        var posted = AsPosted.Of(Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, April), [], April), April);
        facts.Learn(learnedInMay);
        var drafts = Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, May), posted, May);
        var forecast = RechargeEngine.Calculate(facts.Known, Given.Councils, April, Given.Period("2023/24-P12"));
        return VarianceView.Of(May, April, Given.Councils, facts.Facts.Count,
            [.. posted.Select(Amount.Of), .. drafts.Select(draft => Amount.Of(draft, May))], [.. forecast.Charges.Select(Amount.Of)],
            new BudgetBook(April.Year, budgets), new MonthlyCauses(facts.Facts, known, facts.Facts.Count));
    }

    private static async Task<JsonElement> LoadAsync(HttpClient client, string rows)
    {
        using var body = new StringContent(Header + rows, Encoding.UTF8, "text/csv");
        using var answer = await client.PostAsync($"{AprilHost.Api}/budgets", body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(AprilHost.Api + path);
        return answer.StatusCode;
    }
}
