using System.Net;
using static Recharging.Tests.Reports.ReportedMonths;

namespace Recharging.Tests.Reports;

[Collection(ReportedMonthsGroup.Name)]
public sealed class DisputeSummaryTests(ReportedMonths months)
{
    private const string Path = "disputes/2023-24-P01";

    /// <summary>Raised on 9 May and looked at on 9 June, by both councils alike.</summary>
    [Fact]
    public async Task Month_IsSummedByReasonOwnerAndAge()
    {
        var rows = await RowsAsync(months.Hcc, Path);

        var disputes = rows.FindAll(row => Text(row, "entry") == "disputes").ShouldHaveSingleItem();
        (Text(disputes, "payee"), Text(disputes, "payer"), Text(disputes, "standing"), Text(disputes, "reason"))
            .ShouldBe(("HCC", "IWC", "open", "rate"));
        (disputes.GetProperty("oldestDays").GetInt32(), Text(disputes, "bucket")).ShouldBe((31, "1-30"));
        Text(disputes, "owner").ShouldNotBeNullOrEmpty();
        (await CsvAsync(months.Iwc, Path)).ShouldBe(await CsvAsync(months.Hcc, Path));
    }

    [Theory]
    [InlineData("disputes")]
    [InlineData("total")]
    public async Task Month_FootsToTheRegister(string entry)
    {
        var register = (await AprilHost.GetAsync(months.Hcc, $"/disputes?statement={AprilHost.Statement}")).GetProperty("disputes");

        var rows = (await RowsAsync(months.Hcc, Path)).FindAll(row => Text(row, "entry") == entry);
        rows.Sum(row => Pounds(row, "disputedGbp")).ShouldBe(register.EnumerateArray().Sum(dispute => Pounds(dispute, "disputedGbp")));
        rows.Sum(row => row.GetProperty("disputes").GetInt32()).ShouldBe(register.GetArrayLength());
    }

    [Theory]
    [InlineData("hr-officer", Path, HttpStatusCode.Forbidden)]
    [InlineData("auditor", "disputes/2023-24-P02", HttpStatusCode.OK)]
    [InlineData("auditor", "disputes/2031-32-P01", HttpStatusCode.NotFound)]
    [InlineData("auditor", "disputes/April", HttpStatusCode.BadRequest)]
    public Task Month_IsAnswered(string role, string path, HttpStatusCode expected) => months.ShouldAnswerAsync(role, path, expected);
}
