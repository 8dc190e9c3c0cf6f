using System.Text.Json;
using Recharging.Contracts;

namespace Recharging.Tests.Disputes;

/// <summary>A charge of £260.00 and £52.00 VAT is taken back when all but £100.00 of it is in the ledgers already.</summary>
public sealed class WithdrawnAfterSettlementTests(YearHost year) : IClassFixture<YearHost>
{
    private const string April = $"/statements/{AprilHost.Statement}";

    [Fact]
    public async Task Withdrawn_HoldsOnlyWhatIsNotInTheLedgers_AndComesBackWholeWithTheCredit()
    {
        await year.OnAsync(Given.Day("2023-05-09"));
        await year.IssueAsync("2023/24-P01");
        var line = Text(Line(await AprilHost.GetAsync(year.Iwc, April)), "reference");
        var dispute = $"DP{line[2..]}";
        await AprilHost.PostAsync(year.Iwc, $"{April}/lines/{line}/dispute",
            new { reason = "evidence", disputedGbp = 100m, explanation = "Half of it is without evidence." });
        await year.SettleAsync(AprilHost.Statement);

        await AprilHost.PostAsync(year.Hcc, $"{April}/lines/{line}/withdrawal", new { reason = "The visit was not given." });

        Line(await AprilHost.GetAsync(year.Iwc, April)).GetProperty("disputedGbp").GetDecimal().ShouldBe(100m);
        (await year.Host.ToldAsync<DisputeResolved>(dispute)).ShouldHaveSingleItem().Outcome.ShouldBe("resolved_credit");

        await year.OnAsync(Given.Day("2023-06-08"));
        var credit = (await year.IssueAsync("2023/24-P02")).GetProperty("lines").EnumerateArray()
            .Single(credited => credited.GetProperty("corrects").ValueKind == JsonValueKind.String);
        (Text(credit, "corrects"), credit.GetProperty("amountGbp").GetDecimal(), credit.GetProperty("vatGbp").GetDecimal())
            .ShouldBe((line, -260m, -52m));
        Text((await AprilHost.GetAsync(year.Iwc, $"/disputes/{dispute}")).GetProperty("dispute"), "state").ShouldBe("closed");
        var released = (await AprilHost.PostAsync(year.Hcc, $"{April}/settlement")).GetProperty("journals").EnumerateArray()
            .ShouldHaveSingleItem();
        (Text(released, "direction"), released.GetProperty("debitsGbp").GetDecimal()).ShouldBe(("payable", 120m));
    }

    private static JsonElement Line(JsonElement statement) => statement.GetProperty("lines").EnumerateArray()
        .Single(line => Text(line, "subject") == "COM-2023-0002");

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
