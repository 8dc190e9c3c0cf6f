using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Recharging.Settling;
using static Recharging.Tests.Reports.ReportedMonths;

namespace Recharging.Tests.Reports;

[Collection(ReportedMonthsGroup.Name)]
public sealed class SpendingOver500Tests(ReportedMonths months)
{
    private const string Path = "spending-over-500/2023-24-Q1";
    private const string Header = "OrganisationName,EffectiveDate,DirectorateOrService,SupplierName,TransactionNumber,NetAmount,"
        + "IrrecoverableVAT,Purpose,MerchantCategory,RedactedFlag";

    private static readonly Regex Persons =
        new(@"(?:HCC|IWC)-\d{4}|SEC-\d{4}-\d{4}|COM-\d{4}-\d{4}|POST-[A-Z]+", RegexOptions.NonBacktracking);

    [Fact]
    public Task IsleOfWight_PublishesWhatItPays() => ShouldBeAsAgreedAsync(months.Iwc, Path, "spending-over-500-iwc.csv");

    [Fact]
    public Task Hampshire_PublishesWhatItPays() => ShouldBeAsAgreedAsync(months.Hcc, Path, "spending-over-500-hcc.csv");

    [Fact]
    public async Task Header_IsThePublishedOne() => (await CsvAsync(months.Hcc, Path)).Split('\n')[0].ShouldBe(Header);

    /// <summary>Published and too small to publish come to what the posted payable journals cost.</summary>
    [Theory]
    [InlineData("IWC")]
    [InlineData("HCC")]
    public async Task File_FootsToThePostedJournals(string council)
    {
        var rows = await RowsAsync(council == "HCC" ? months.Hcc : months.Iwc, Path);
        var costs = await months.Host.ReadAsync(db => (
            from journal in db.Journals
            join line in db.JournalLines on new { journal.Reference, journal.Version }
                equals new { Reference = line.JournalReference, line.Version }
            join charge in db.StatementLines on line.ExternalLineId equals charge.Reference
            where journal.Council == council && journal.Direction == "payable" && journal.State == JournalState.Posted
                && line.Component != "control" && line.Component != "vat"
            select new { charge.Service, charge.SubjectKind, Debit = line.Debit, Credit = line.Credit }).ToListAsync());

        var small = costs.Where(cost => cost.SubjectKind != "secondment").GroupBy(cost => cost.Service)
            .Select(cost => cost.Sum(line => (line.Debit - line.Credit).InPounds)).Where(gbp => Math.Abs(gbp) <= 500m).Sum();
        (rows.Sum(row => Pounds(row, "netAmount")) + small).ShouldBe(costs.Sum(cost => (cost.Debit - cost.Credit).InPounds));
        rows.ShouldAllBe(row => Math.Abs(Pounds(row, "netAmount")) > 500m);
        rows.ShouldAllBe(row => Text(row, "organisationName") == $"{council} Council & Partners");
        rows.ShouldAllBe(row => Text(row, "supplierName") != Text(row, "organisationName"));
    }

    /// <summary>No name, post, employment or secondment of anyone, and no school's visit either.</summary>
    [Theory]
    [InlineData("IWC")]
    [InlineData("HCC")]
    public async Task File_IsAboutNobody(string council)
    {
        var file = await CsvAsync(council == "HCC" ? months.Hcc : months.Iwc, Path);
        var facts = await months.Host.ReadAsync(db => db.Facts.Select(fact => fact.Subject + " " + fact.Body).ToListAsync());
        var lines = await months.Host.ReadAsync(db => db.StatementLines
            .Select(line => new { line.Subject, line.Description }).ToListAsync());

        foreach (var telling in Persons.Matches(string.Join(' ', facts)).Select(match => match.Value)
            .Concat(lines.Where(line => line.Subject.Contains("SEC-", StringComparison.Ordinal))
                .SelectMany(line => new[] { line.Subject, line.Description }))
            .Concat(["Team manager", "Joint Director", "Hannah", "Ivan", "Sam Delegate", "Carisbrooke", "Medina"]).Distinct())
        {
            file.ShouldNotContain(telling, Case.Insensitive);
        }
    }

    /// <summary>One person's pay can't be read from a sum that is theirs alone.</summary>
    [Fact]
    public async Task Persons_FewerThanThree_AreNotSetApart()
    {
        var rows = await RowsAsync(months.Hcc, Path);

        rows.ShouldHaveSingleItem();
        Text(rows[0], "directorateOrService").ShouldBe("Shared services");
        Text(rows[0], "redactedFlag").ShouldBe("Y");
    }

    [Fact]
    public async Task Quarter_EndsWithItsLastDay()
    {
        var days = (await CsvAsync(months.Iwc, Path)).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..]
            .Select(row => DateOnly.ParseExact(row.Split(',')[1], "yyyy-MM-dd", CultureInfo.InvariantCulture));

        days.Distinct().ShouldBe([Given.Day("2023-04-30")]);
        (await RowsAsync(months.Iwc, "spending-over-500/2022-23-Q4")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("hr-officer", Path, HttpStatusCode.Forbidden)]
    [InlineData("auditor", Path, HttpStatusCode.OK)]
    [InlineData("auditor", "spending-over-500/2023-24-Q2", HttpStatusCode.NotFound)]
    [InlineData("auditor", "spending-over-500/2023-24-Q5", HttpStatusCode.BadRequest)]
    [InlineData("auditor", "spending-over-500/2023-24", HttpStatusCode.BadRequest)]
    public Task Quarter_IsAnswered(string role, string path, HttpStatusCode expected) => months.ShouldAnswerAsync(role, path, expected);
}
