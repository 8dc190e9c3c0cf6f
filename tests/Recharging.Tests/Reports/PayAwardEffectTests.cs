using System.Net;
using System.Text.Json;
using static Recharging.Tests.Reports.ReportedMonths;

namespace Recharging.Tests.Reports;

/// <summary>The 2023/24 award is offered while April and May are billed, and agreed in November: June's statement bills it late.</summary>
public sealed class PayAwardEffectTests(YearHost year) : IClassFixture<YearHost>
{
    private const string Path = "pay-awards/2023-24";

    [Fact]
    public async Task Award_IsShownWhileItIsOffered_AndWhatWasBilledLateOnceItIsAgreed()
    {
        await year.OnAsync(Given.Day("2023-05-09"));
        await year.IssueAsync("2023/24-P01");
        await year.OnAsync(Given.Day("2023-06-08"));
        await year.IssueAsync("2023/24-P02");

        var offered = await RowsAsync(year.Hcc, Path);
        var contingent = await AprilHost.GetAsync(year.Hcc, "/contingent?lastPeriod=2023/24-P12");
        offered.ShouldAllBe(row => Text(row, "entry") == "offered" || Text(row, "award") == "offered");
        Sum(offered, "offered").ShouldBe(contingent.GetProperty("lines").EnumerateArray().Sum(line => Pounds(line, "addedGbp")));
        Sum(offered, "total").ShouldBe(Sum(offered, "offered"));
        await ShouldBeAsAgreedAsync(year.Iwc, Path, "pay-award-offered.csv");

        await year.OnAsync(Given.Day("2023-11-07"));
        await year.AwardAsync();
        var late = (await year.IssueAsync("2023/24-P03")).GetProperty("lines").EnumerateArray()
            .Where(line => line.GetProperty("corrects").ValueKind == JsonValueKind.String).Sum(line => Pounds(line, "amountGbp"));

        var billed = await RowsAsync(year.Hcc, Path);
        billed.ShouldAllBe(row => Text(row, "entry") == "billed-late" || Text(row, "award") == "billed-late");
        late.ShouldBeGreaterThan(0m);
        Sum(billed, "billed-late").ShouldBe(late);
        await ShouldBeAsAgreedAsync(year.Iwc, Path, "pay-award-billed-late.csv");

        var told = await CsvAsync(year.Hcc, Path);
        told.ShouldBe(await CsvAsync(year.Iwc, Path));
        foreach (var telling in new[] { "SEC-", "HCC-0", "IWC-0", "Team manager" })
        {
            told.ShouldNotContain(telling);
        }
    }

    [Theory]
    [InlineData("hr-officer", Path, HttpStatusCode.Forbidden)]
    [InlineData("auditor", "pay-awards/1999-00", HttpStatusCode.NotFound)]
    [InlineData("auditor", "pay-awards/November", HttpStatusCode.BadRequest)]
    public async Task Awards_AreAnswered(string role, string path, HttpStatusCode expected)
    {
        using var answer = await year.Host.Client("HCC", role).GetAsync($"{AprilHost.Api}/reports/{path}");
        answer.StatusCode.ShouldBe(expected);
    }

    private static decimal Sum(IEnumerable<JsonElement> rows, string entry) =>
        rows.Where(row => Text(row, "entry") == entry).Sum(row => Pounds(row, "addedGbp"));
}
