using System.Net;
using System.Text.Json;
using FsCheck.Fluent;
using Recharging.Charging;
using static Recharging.Tests.Reports.ReportedMonths;

namespace Recharging.Tests.Reports;

[Collection(ReportedMonthsGroup.Name)]
public sealed class AgedItemsTests(ReportedMonths months)
{
    private const string Path = "aged-items";

    [Fact]
    public Task Items_AreATableByAge() => ShouldBeAsAgreedAsync(months.Auditor, Path, "aged-items.csv");

    [Fact]
    public async Task BothCouncils_ReadTheSame_AndTheirViewsFootToEachOther()
    {
        var rows = await RowsAsync(months.Hcc, Path);

        (await CsvAsync(months.Iwc, Path)).ShouldBe(await CsvAsync(months.Hcc, Path));
        rows.ShouldAllBe(row => Pounds(row, "receivableGbp") - Pounds(row, "heldGbp") == Pounds(row, "payableGbp"));
        rows.ShouldAllBe(row => Pounds(row, "chargedGbp") - Pounds(row, "settledGbp") == Pounds(row, "receivableGbp"));
        rows.FindAll(row => Pounds(row, "heldGbp") != 0m && Text(row, "entry") == "item")
            .ShouldHaveSingleItem().GetProperty("heldGbp").GetDecimal().ShouldBe(250m);
    }

    /// <summary>What is open is what was charged less what IWC's ledger holds and what HCC has paid.</summary>
    [Fact]
    public async Task Total_IsWhatIsChargedLessWhatIsSettled()
    {
        var rows = await RowsAsync(months.Hcc, Path);
        var april = await AprilHost.GetAsync(months.Hcc, $"/statements/{AprilHost.Statement}");
        var may = await AprilHost.GetAsync(months.Hcc, $"/statements/{May}");
        var notPosted = april.GetProperty("lines").EnumerateArray().Where(line => Text(line, "reference") == NotInIwcsLedger
            || Pounds(line, "disputedGbp") > 0m).Sum(line => Text(line, "reference") == NotInIwcsLedger
                ? Pounds(line, "payableGbp") : Pounds(line, "disputedGbp"));

        Total(rows, "HCC").ShouldBe(notPosted + Owed(may, "HCC"));
        rows.ShouldNotContain(row => Text(row, "payee") == "IWC");
    }

    [Fact]
    public async Task Items_SumToTheirBuckets_AndThoseToTheTotal()
    {
        var rows = await RowsAsync(months.Hcc, Path);

        foreach (var bucket in rows.Where(row => Text(row, "entry") == "bucket"))
        {
            var items = rows.FindAll(row => Text(row, "entry") == "item" && Text(row, "bucket") == Text(bucket, "bucket"));
            items.Count.ShouldBe(bucket.GetProperty("items").GetInt32());
            items.Sum(row => Pounds(row, "receivableGbp")).ShouldBe(Pounds(bucket, "receivableGbp"));
            items.ShouldAllBe(row => AgeBuckets.Of(row.GetProperty("daysOverdue").GetInt32()) == Text(bucket, "bucket"));
        }

        rows.Where(row => Text(row, "entry") == "bucket").Sum(row => Pounds(row, "receivableGbp")).ShouldBe(Total(rows, "HCC"));
    }

    [Fact]
    public async Task AsAtADay_IsWhatWasKnownThen()
    {
        (await RowsAsync(months.Hcc, $"{Path}?asAt=2023-05-08")).ShouldBeEmpty();

        var first = await RowsAsync(months.Hcc, $"{Path}?asAt=2023-06-08");
        first.ShouldAllBe(row => Text(row, "entry") != "item" || Text(row, "bucket") == "not due");
        first.ShouldAllBe(row => Text(row, "statementNumber") != May);
    }

    [Fact]
    public async Task OneMonth_IsThatMonthAlone() => (await RowsAsync(months.Iwc, $"{Path}?period=2023-24-P01"))
        .FindAll(row => Text(row, "entry") == "item").Select(row => Text(row, "statementNumber")).Distinct()
        .ShouldBe([AprilHost.Statement]);

    [Theory]
    [InlineData("hr-officer", Path, HttpStatusCode.Forbidden)]
    [InlineData("s151-delegate", Path, HttpStatusCode.OK)]
    [InlineData("auditor", $"{Path}?period=2031-32-P01", HttpStatusCode.NotFound)]
    [InlineData("auditor", $"{Path}?period=April", HttpStatusCode.BadRequest)]
    [InlineData("auditor", $"{Path}?asAt=2023-06-10", HttpStatusCode.BadRequest)]
    [InlineData("auditor", $"{Path}?asAt=today", HttpStatusCode.BadRequest)]
    public Task Items_AreAnswered(string role, string path, HttpStatusCode expected) => months.ShouldAnswerAsync(role, path, expected);

    [Theory]
    [InlineData(-30, "not due")]
    [InlineData(0, "not due")]
    [InlineData(1, "1-30")]
    [InlineData(30, "1-30")]
    [InlineData(31, "31-60")]
    [InlineData(60, "31-60")]
    [InlineData(61, "61-90")]
    [InlineData(90, "61-90")]
    [InlineData(91, "90+")]
    public void Bucket_IsOfTheDaysAfterTheDueDay(int days, string bucket) => AgeBuckets.Of(days).ShouldBe(bucket);

    [Fact]
    public void Bucket_NeverGetsYounger() => Property.Holds(
        Gen.Choose(-400, 400).Two(),
        days => Array.IndexOf(AgeBuckets.Names, AgeBuckets.Of(Math.Min(days.Item1, days.Item2)))
            .ShouldBeLessThanOrEqualTo(Array.IndexOf(AgeBuckets.Names, AgeBuckets.Of(Math.Max(days.Item1, days.Item2)))));

    private static decimal Total(List<JsonElement> rows, string payee) => Pounds(
        rows.Single(row => Text(row, "entry") == "total" && Text(row, "payee") == payee), "receivableGbp");

    private static decimal Owed(JsonElement statement, string payee) => statement.GetProperty("lines").EnumerateArray()
        .Where(line => Text(line, "payee") == payee).Sum(line => Pounds(line, "payableGbp"));
}
