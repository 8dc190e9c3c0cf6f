using System.Net;
using Microsoft.EntityFrameworkCore;
using static Recharging.Tests.Reports.ReportedMonths;

namespace Recharging.Tests.Reports;

/// <summary>VAT treatments, interface batches and cost centres.</summary>
[Collection(ReportedMonthsGroup.Name)]
public sealed class RegisterTests(ReportedMonths months)
{
    private const string Vat = "vat-register/2023-24";
    private const string Batches = "interface-batches?firstDay=2023-05-01&lastDay=2023-06-30";
    private const string Centres = "cost-centres/2023-24";

    [Fact]
    public Task Treatments_AreATable() => ShouldBeAsAgreedAsync(months.Auditor, Vat, "vat-register.csv");

    [Theory]
    [InlineData("treatment")]
    [InlineData("total")]
    public async Task Treatments_FootToTheLinesAndTheInvoices(string entry)
    {
        var rows = (await RowsAsync(months.Iwc, Vat)).FindAll(row => Text(row, "entry") == entry);
        var lines = await months.Host.ReadAsync(db => db.StatementLines.AsNoTracking()
            .Where(line => line.StatementNumber == AprilHost.Statement || line.StatementNumber == May).ToListAsync());
        var invoiced = await months.Host.ReadAsync(db => db.InvoiceLines.AsNoTracking().ToListAsync());

        rows.Sum(row => row.GetProperty("lines").GetInt32()).ShouldBe(lines.Count);
        rows.Sum(row => Pounds(row, "netGbp")).ShouldBe(lines.Sum(line => line.Amount.InPounds));
        rows.Sum(row => Pounds(row, "vatGbp")).ShouldBe(lines.Sum(line => line.Vat.InPounds));
        rows.Sum(row => Pounds(row, "invoicedNetGbp")).ShouldBe(invoiced.Sum(line => line.Net.InPounds));
        rows.Sum(row => Pounds(row, "invoicedVatGbp")).ShouldBe(invoiced.Sum(line => line.Vat.InPounds));
        (await CsvAsync(months.Hcc, Vat)).ShouldBe(await CsvAsync(months.Iwc, Vat));
    }

    [Fact]
    public Task Batches_AreATable_FailedFirst() => ShouldBeAsAgreedAsync(months.Iwc, Batches, "interface-batches.csv");

    [Fact]
    public async Task Batches_FootToTheirTotals_AndAreTheCouncilsOwn()
    {
        var own = await RowsAsync(months.Iwc, Batches);

        foreach (var side in new[] { "debitsGbp", "creditsGbp" })
        {
            own.Where(row => Text(row, "entry") == "total").Sum(row => Pounds(row, side))
                .ShouldBe(own.Where(row => Text(row, "entry") != "total").Sum(row => Pounds(row, side)));
        }

        own.Where(row => Text(row, "kind") == "journal").ShouldAllBe(row => Pounds(row, "debitsGbp") == Pounds(row, "creditsGbp"));
        own.Where(row => Text(row, "entry") != "total")
            .ShouldAllBe(row => Text(row, "reference")!.Contains("IWC", StringComparison.Ordinal));
        (await CsvAsync(months.Hcc, Batches)).ShouldNotContain("IWC-GL");
    }

    [Fact]
    public Task CostCentres_AreATable() => ShouldBeAsAgreedAsync(months.Iwc, Centres, "cost-centres.csv");

    [Theory]
    [InlineData("booked")]
    [InlineData("total")]
    public async Task CostCentres_FootToTheJournals_AndAreTheCouncilsOwn(string entry)
    {
        foreach (var (officer, council) in new[] { (months.Hcc, "HCC"), (months.Iwc, "IWC") })
        {
            var rows = (await RowsAsync(officer, Centres)).FindAll(row => Text(row, "entry") == entry);
            var booked = await months.Host.ReadAsync(db => (
                from journal in db.Journals
                join line in db.JournalLines on new { journal.Reference, journal.Version }
                    equals new { Reference = line.JournalReference, line.Version }
                where journal.Council == council && line.Component == "control"
                select new { journal.Direction, Debit = line.Debit, Credit = line.Credit, line.VatAmount }).ToListAsync());
            foreach (var (direction, sign) in new[] { ("payable", -1), ("receivable", 1) })
            {
                rows.Where(row => Text(row, "direction") == direction).Sum(row => Pounds(row, "netGbp")).ShouldBe(booked
                    .Where(line => line.Direction == direction)
                    .Sum(line => sign * (line.Debit - line.Credit).InPounds - line.VatAmount.InPounds));
            }

            rows.ShouldAllBe(row => Pounds(row, "postedGbp") + Pounds(row, "waitingGbp") == Pounds(row, "netGbp"));
            if (entry == "booked")
            {
                var known = await months.Host.ReadAsync(db => db.CostCentres
                    .Where(centre => centre.Council == council).Select(centre => centre.Code).ToListAsync());
                rows.ShouldAllBe(row => known.Contains(Text(row, "costCentre")!));
            }
        }
    }

    [Theory]
    [InlineData("hr-officer", Vat, HttpStatusCode.Forbidden)]
    [InlineData("vat-officer", Vat, HttpStatusCode.OK)]
    [InlineData("vat-officer", Centres, HttpStatusCode.Forbidden)]
    [InlineData("auditor", "vat-register/2031-32", HttpStatusCode.NotFound)]
    [InlineData("auditor", "vat-register/23", HttpStatusCode.BadRequest)]
    [InlineData("hr-officer", Batches, HttpStatusCode.Forbidden)]
    [InlineData("auditor", "interface-batches", HttpStatusCode.OK)]
    [InlineData("auditor", "interface-batches?firstDay=2023-06-02&lastDay=2023-06-01", HttpStatusCode.BadRequest)]
    [InlineData("hr-officer", Centres, HttpStatusCode.Forbidden)]
    [InlineData("budget-holder", Centres, HttpStatusCode.OK)]
    [InlineData("auditor", "cost-centres/2031-32", HttpStatusCode.NotFound)]
    [InlineData("auditor", "cost-centres/2023-24-P01", HttpStatusCode.BadRequest)]
    public Task Registers_AreAnswered(string role, string path, HttpStatusCode expected) => months.ShouldAnswerAsync(role, path, expected);
}
