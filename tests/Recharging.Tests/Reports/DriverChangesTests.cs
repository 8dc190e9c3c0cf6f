using System.Net;
using FsCheck.Fluent;
using Recharging.Engine.Facts;
using Recharging.Facts;
using Recharging.Reports;
using Recharging.Tests.CostPools;
using static Recharging.Tests.Reports.ReportedMonths;

namespace Recharging.Tests.Reports;

public sealed class DriverChangesTests(PoolsHost pools) : IClassFixture<PoolsHost>
{
    private const string Path = "drivers/2023-24-P02";

    [Fact]
    public async Task Drivers_AreATable_WithWhatChanged()
    {
        await pools.AgreeDriversAsync(
            "caseload,SP-2018,,HCC,2023/24-P01,,1210,Return of April", "caseload,SP-2018,,IWC,2023/24-P01,,290,Return of April");
        await pools.AgreeDriversAsync(
            "caseload,SP-2018,,HCC,2023/24-P02,,1200,Return of May", "caseload,SP-2018,,IWC,2023/24-P02,,300,Return of May");

        await ShouldBeAsAgreedAsync(pools.Iwc, Path, "drivers.csv");
        (await CsvAsync(pools.Hcc, Path)).ShouldBe(await CsvAsync(pools.Iwc, Path));
    }

    [Theory]
    [InlineData("hr-officer", Path, HttpStatusCode.Forbidden)]
    [InlineData("auditor", "drivers/2019-20-P05", HttpStatusCode.NotFound)]
    [InlineData("auditor", "drivers/2023-24-P13", HttpStatusCode.BadRequest)]
    [InlineData("auditor", "drivers/May", HttpStatusCode.BadRequest)]
    public async Task Drivers_AreAnswered(string role, string path, HttpStatusCode expected)
    {
        using var answer = await pools.Host.Client("HCC", role).GetAsync($"{AprilHost.Api}/reports/{path}");
        answer.StatusCode.ShouldBe(expected);
    }

    /// <summary>The parties' rows come to the driver's total, before, now and in between.</summary>
    [Fact]
    public void Parties_SumToTheirDriver() => Property.Holds(
        Gen.Choose(0, 9_999).Four(),
        quantities =>
        {
            var rows = DriverChanges.Rows(
                [.. new[] { ("HCC", "P01", quantities.Item1), ("IWC", "P01", quantities.Item2), ("HCC", "P02", quantities.Item3),
                    ("IWC", "P02", quantities.Item4) }.Select((row, at) => new Known<DriverMeasured>(at + 1, "", new DriverMeasured(
                        "caseload", "SP-2018", null, row.Item1, $"2023/24-{row.Item2}", null, row.Item3 / 10m, "HCC", "Return")))],
                Given.Period("2023/24-P02")).ToList();

            var total = rows.Single(row => row.Entry == "total");
            var parties = rows.FindAll(row => row.Entry == "driver");
            (parties.Sum(row => row.QuantityBefore), parties.Sum(row => row.Quantity), parties.Sum(row => row.Change))
                .ShouldBe((total.QuantityBefore, total.Quantity, total.Change));
            parties.ShouldAllBe(row => row.QuantityBefore + row.Change == row.Quantity);
        });
}
