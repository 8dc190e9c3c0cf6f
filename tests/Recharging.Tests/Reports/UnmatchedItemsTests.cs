using System.Net;
using static Recharging.Tests.Reports.ReportedMonths;

namespace Recharging.Tests.Reports;

[Collection(ReportedMonthsGroup.Name)]
public sealed class UnmatchedItemsTests(ReportedMonths months)
{
    private const string Path = "unmatched";

    [Fact]
    public Task Items_AreATableByReason() => ShouldBeAsAgreedAsync(months.Auditor, Path, "unmatched.csv");

    [Fact]
    public async Task BothCouncils_ReadTheSame() => (await CsvAsync(months.Iwc, Path)).ShouldBe(await CsvAsync(months.Hcc, Path));

    [Theory]
    [InlineData("item")]
    [InlineData("reason")]
    [InlineData("bucket")]
    [InlineData("total")]
    public async Task Items_FootToTheDifferenceOfTheBalances(string entry)
    {
        var found = await AprilHost.GetAsync(months.Hcc, $"/statements/{AprilHost.Statement}/reconciliation");

        (await RowsAsync(months.Hcc, Path)).Where(row => Text(row, "entry") == entry).Sum(row => Pounds(row, "amountGbp"))
            .ShouldBe(Pounds(found, "differenceGbp"));
    }

    [Fact]
    public async Task WhatAPayerLacks_IsThePayersToFind() => Text((await RowsAsync(months.Hcc, Path))
        .First(row => Text(row, "lineReference") == NotInIwcsLedger), "council").ShouldBe("IWC");

    [Fact]
    public async Task AsAtADay_IsWhatWasKnownThen() =>
        (await RowsAsync(months.Hcc, $"{Path}?asAt=2023-05-08")).ShouldHaveSingleItem().GetProperty("items").GetInt32().ShouldBe(0);

    [Theory]
    [InlineData("hr-officer", Path, HttpStatusCode.Forbidden)]
    [InlineData("budget-holder", Path, HttpStatusCode.OK)]
    [InlineData("auditor", $"{Path}?asAt=2024-01-01", HttpStatusCode.BadRequest)]
    public Task Items_AreAnswered(string role, string path, HttpStatusCode expected) => months.ShouldAnswerAsync(role, path, expected);
}
