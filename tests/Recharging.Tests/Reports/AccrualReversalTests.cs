using System.Net;
using static Recharging.Tests.Reports.ReportedMonths;

namespace Recharging.Tests.Reports;

/// <summary>April is accrued, approved, goes back in May, and is billed with May's statement; June's accrual is withdrawn.</summary>
public sealed class AccrualReversalTests(YearHost year) : IClassFixture<YearHost>
{
    private const string Path = "accruals/2023-24";

    [Fact]
    public async Task Accrual_Stands_GoesBack_AndIsBilled()
    {
        await year.OnAsync(Given.Day("2023-04-30"));
        (await StatusAsync("auditor", Path)).ShouldBe(HttpStatusCode.NotFound);
        var accrual = await AprilHost.PostAsync(year.Hcc, "/accruals", new { period = "2023/24-P01" });
        var accrued = accrual.GetProperty("lines").EnumerateArray()
            .ToLookup(line => Text(line, "payee"), line => Pounds(line, "amountGbp"));
        (await ChecksAsync()).ShouldBe(["in no book"]);

        await AprilHost.PostAsync(year.Approver, "/accruals/2023-24-P01/approval");

        (await ChecksAsync()).ShouldBe(["stands until then"]);
        foreach (var row in (await RowsAsync(year.Iwc, Path)).Where(row => Text(row, "entry") == "total"))
        {
            Pounds(row, "accruedGbp").ShouldBe(accrued[Text(row, "payee")].Sum());
            Pounds(row, "postedGbp").ShouldBe(Pounds(row, "accruedGbp"));
            Pounds(row, "leftGbp").ShouldBe(0m);
            Pounds(row, "billedGbp").ShouldBe(0m);
        }

        await year.OnAsync(Given.Day("2023-06-08"));
        await year.IssueAsync("2023/24-P02");
        await AprilHost.PostAsync(year.Hcc, "/accruals", new { period = "2023/24-P03", minimumGbp = 1m });
        await AprilHost.PostAsync(year.Hcc, "/accruals/2023-24-P03/withdrawal", new { reason = "Too early in the month." });

        (await ChecksAsync()).ShouldBe(["gone back", "in no book"]);
        var rows = await RowsAsync(year.Hcc, Path);
        foreach (var row in rows.Where(row => Text(row, "entry") == "total"))
        {
            Pounds(row, "accruedGbp").ShouldBe(accrued[Text(row, "payee")].Sum());
            Pounds(row, "billedGbp").ShouldBe(Pounds(row, "accruedGbp"));
            Pounds(row, "differenceGbp").ShouldBe(0m);
        }

        await ShouldBeAsAgreedAsync(year.Iwc, Path, "accruals.csv");
        (await CsvAsync(year.Hcc, Path)).ShouldBe(await CsvAsync(year.Iwc, Path));
    }

    [Theory]
    [InlineData("hr-officer", Path, HttpStatusCode.Forbidden)]
    [InlineData("auditor", "accruals/2031-32", HttpStatusCode.NotFound)]
    [InlineData("auditor", "accruals/April", HttpStatusCode.BadRequest)]
    public async Task Accruals_AreAnswered(string role, string path, HttpStatusCode expected) =>
        (await StatusAsync(role, path)).ShouldBe(expected);

    private async Task<HttpStatusCode> StatusAsync(string role, string path)
    {
        using var answer = await year.Host.Client("HCC", role).GetAsync($"{AprilHost.Api}/reports/{path}");
        return answer.StatusCode;
    }

    private async Task<IEnumerable<string?>> ChecksAsync() => (await RowsAsync(year.Hcc, Path))
        .Where(row => Text(row, "entry") == "accrual").Select(row => Text(row, "check")).Distinct();
}
