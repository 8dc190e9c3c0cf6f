using System.Text.Json;
using Recharging.Contracts;

namespace Recharging.Tests.Disputes;

/// <summary>
/// Of two charges, one of £520.00 and £104.00 VAT is taken back before it goes to the ledgers, one of £260.00 and £52.00 VAT when all but
/// £100.00 and its VAT is there.
/// </summary>
public sealed class WithdrawnAfterSettlementTests(YearHost year) : IClassFixture<YearHost>
{
    private const string April = $"/statements/{AprilHost.Statement}";

    [Fact]
    public async Task Withdrawn_HoldsOnlyWhatIsNotInTheLedgers_AndComesBackWholeWithTheCredit()
    {
        await year.OnAsync(Given.Day("2023-05-09"));
        await year.IssueAsync("2023/24-P01");
        var line = Text(await LineAsync("COM-2023-0002"), "reference");
        var unseen = Text(await LineAsync("COM-2023-0001"), "reference");
        var dispute = $"DP{line[2..]}";
        await AprilHost.PostAsync(year.Iwc, $"{April}/lines/{line}/dispute",
            new { reason = "evidence", disputedGbp = 100m, explanation = "Half of it is without evidence." });
        await AprilHost.PostAsync(year.Hcc, $"{April}/lines/{unseen}/withdrawal", Why);
        await year.SettleAsync(AprilHost.Statement);
        (await AprilHost.GetAsync(year.Hcc, "/journals/JN2324P01-HCC-R")).GetProperty("lines").EnumerateArray()
            .ShouldNotContain(booked => Text(booked, "externalLineId") == unseen);

        await AprilHost.PostAsync(year.Hcc, $"{April}/lines/{line}/withdrawal", Why);

        (await LineAsync("COM-2023-0002")).GetProperty("disputedGbp").GetDecimal().ShouldBe(100m);
        (await year.Host.ToldAsync<DisputeResolved>(dispute)).ShouldHaveSingleItem().Outcome.ShouldBe("resolved_credit");

        await year.OnAsync(Given.Day("2023-06-08"));
        (await year.IssueAsync("2023/24-P02")).GetProperty("lines").EnumerateArray()
            .Where(credit => credit.GetProperty("corrects").ValueKind == JsonValueKind.String)
            .Select(credit => (Text(credit, "corrects"), credit.GetProperty("amountGbp").GetDecimal(),
                credit.GetProperty("vatGbp").GetDecimal()))
            .ShouldBe([(line, -260m, -52m), (unseen, -520m, -104m)], ignoreOrder: true);
        Text(await LineAsync("COM-2023-0002"), "state").ShouldBe("withdrawn");
        (await LineAsync("COM-2023-0002")).GetProperty("disputedGbp").GetDecimal().ShouldBe(0m);
        Text((await AprilHost.GetAsync(year.Iwc, $"/disputes/{dispute}")).GetProperty("dispute"), "state").ShouldBe("closed");
        (await AprilHost.PostAsync(year.Hcc, $"{April}/settlement")).GetProperty("journals").EnumerateArray()
            .Select(journal => (Text(journal, "direction"), journal.GetProperty("debitsGbp").GetDecimal()))
            .ShouldBe([("receivable", 624m), ("payable", 120m + 624m)]);
    }

    private static readonly object Why = new { reason = "The visit was not given." };

    private async Task<JsonElement> LineAsync(string subject) => (await AprilHost.GetAsync(year.Iwc, April)).GetProperty("lines")
        .EnumerateArray().Single(line => Text(line, "subject") == subject);

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
