using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Recharging.Tests.Reports;

[Collection(ReportedMonthsGroup.Name)]
public sealed class AnnualStatementTests(ReportedMonths months)
{
    private const string Path = "annual-statement/2023-24";

    [Fact]
    public Task Year_IsATableOfComponentsByMonth() => ReportedMonths.ShouldBeAsAgreedAsync(months.Auditor, Path, "annual-statement.csv");

    [Fact]
    public async Task BothCouncils_ReadTheSame() =>
        (await ReportedMonths.CsvAsync(months.Iwc, Path)).ShouldBe(await ReportedMonths.CsvAsync(months.Hcc, Path));

    [Fact]
    public async Task Gross_IsWhatBothBooksHold()
    {
        var rows = await ReportedMonths.RowsAsync(months.Hcc, Path);
        foreach (var (officer, council, other) in new[] { (months.Hcc, "HCC", "IWC"), (months.Iwc, "IWC", "HCC") })
        {
            foreach (var (side, payee, payer, sign) in new[] { ("debtor", council, other, 1), ("creditor", other, council, -1) })
            {
                var gross = rows.Single(row => ReportedMonths.Text(row, "entry") == "gross" && ReportedMonths.Text(row, "payee") == payee);
                ReportedMonths.Text(gross, "payer").ShouldBe(payer);
                ReportedMonths.Pounds(gross, "aprilGbp").ShouldBe(sign * await BookAsync(officer, AprilHost.Statement, side));
                ReportedMonths.Pounds(gross, "mayGbp").ShouldBe(sign * await BookAsync(officer, "ST-2023-24-P02", side));
            }
        }
    }

    [Fact]
    public async Task Months_OfTheService_ComeToTheSameYear()
    {
        var billed = await ReportedMonths.RowsAsync(months.Hcc, Path);
        var served = await ReportedMonths.RowsAsync(months.Hcc, $"{Path}?months=service");

        served.Select(row => ReportedMonths.Pounds(row, "yearGbp")).ShouldBe(billed.Select(row => ReportedMonths.Pounds(row, "yearGbp")));
    }

    [Fact]
    public async Task AnyYear_FootsToItsPostings_AndSoDoesEachMonth()
    {
        await AnyStatement.IssueAsync(months.Host, "2097/98-P04", 400, seed: 42);
        await AnyStatement.IssueAsync(months.Host, "2097/98-P13", 400, seed: 17);

        var rows = await ReportedMonths.RowsAsync(months.Hcc, "annual-statement/2097-98");

        var books = await months.Host.ReadAsync(db => db.StatementLines.AsNoTracking()
            .Where(line => line.StatementNumber == "ST-2097-98-P04" || line.StatementNumber == "ST-2097-98-P13").ToListAsync());
        foreach (var entry in new[] { "charge", "gross" })
        {
            foreach (var payee in new[] { "HCC", "IWC" })
            {
                var own = rows.FindAll(row => ReportedMonths.Text(row, "entry") == entry && ReportedMonths.Text(row, "payee") == payee);
                own.Sum(row => ReportedMonths.Pounds(row, "yearGbp"))
                    .ShouldBe(books.Where(line => line.Payee == payee).Sum(line => line.Payable.InPounds));
                own.Sum(row => ReportedMonths.Pounds(row, "closingGbp"))
                    .ShouldBe(books.Where(line => line.Payee == payee && line.BillingPeriod.IsClosingPeriod)
                        .Sum(line => line.Payable.InPounds));
            }
        }

        ReportedMonths.Pounds(rows.Single(row => ReportedMonths.Text(row, "entry") == "net"), "yearGbp")
            .ShouldBe(books.Sum(line => line.Payee == "HCC" ? line.Payable.InPounds : -line.Payable.InPounds));
    }

    [Theory]
    [InlineData("hr-officer", Path, HttpStatusCode.Forbidden)]
    [InlineData("budget-holder", Path, HttpStatusCode.OK)]
    [InlineData("auditor", "annual-statement/2031-32", HttpStatusCode.NotFound)]
    [InlineData("auditor", "annual-statement/2023", HttpStatusCode.BadRequest)]
    [InlineData("auditor", $"{Path}?months=lunar", HttpStatusCode.BadRequest)]
    public Task Year_IsAnswered(string role, string path, HttpStatusCode expected) => months.ShouldAnswerAsync(role, path, expected);

    private static async Task<decimal> BookAsync(HttpClient officer, string statement, string side) =>
        (await AprilHost.GetAsync(officer, $"/statements/{statement}/postings")).GetProperty("postings").EnumerateArray()
        .Where(posting => ReportedMonths.Text(posting, "side") == side)
        .Sum(posting => ReportedMonths.Pounds(posting, "debitGbp") - ReportedMonths.Pounds(posting, "creditGbp"));
}
