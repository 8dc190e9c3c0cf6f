using System.Globalization;
using System.Net;
using System.Text.Json;
using static Recharging.Tests.Reports.ReportedMonths;

namespace Recharging.Tests.Reports;

[Collection(ReportedMonthsGroup.Name)]
public sealed class ChargeTrailTests(ReportedMonths months)
{
    private const string Disputed = "ST2324P01-004";

    /// <summary>What is the same every time the story is told: the run's own number, instants and hashes are not.</summary>
    [Fact]
    public async Task Trail_OfADisputedSecondment_ReadsFromTheFactToTheMatch()
    {
        var told = (await TrailAsync(months.Auditor, Disputed)).Select(row => string.Join(" | ",
            Text(row, "kind"), Text(row, "kind") is "run" ? "" : Text(row, "reference"), Text(row, "kind") is "run" ? "" : Text(row, "says"),
            row.GetProperty("amountGbp") is { ValueKind: JsonValueKind.Number } amount
                ? amount.GetDecimal().ToString("0.00", CultureInfo.InvariantCulture) : ""));

        await ShouldBeAsAgreedAsync("kind | reference | says | amount\n" + string.Join('\n', told) + '\n', "charge-trail.csv");
    }

    [Fact]
    public async Task Trail_GoesInputDriverRuleLineInvoiceJournalLedgerMatch()
    {
        var trail = await TrailAsync(months.Iwc, Disputed);

        string[] order = ["input", "rate", "driver", "authority", "rule", "vat", "run", "line", "mark", "invoice", "journal",
            "acknowledgement", "ledger", "match"];
        trail.Select(row => Text(row, "kind")!).Distinct().ShouldBe(order);
        trail.Select(row => row.GetProperty("step").GetInt32()).ShouldBe(Enumerable.Range(1, trail.Count));
        trail.Where(row => Text(row, "kind") == "input" && Text(row, "reference") is not null)
            .ShouldContain(row => row.GetProperty("sha256").ValueKind == JsonValueKind.String);
    }

    /// <summary>What is charged is what HCC booked; what is charged less what is disputed is what IWC booked, and what each
    /// ledger has.</summary>
    [Theory]
    [InlineData("HCC", 0)]
    [InlineData("IWC", 250)]
    public async Task Trail_FootsFromTheLineToTheLedger(string council, int held)
    {
        var trail = await TrailAsync(council == "HCC" ? months.Hcc : months.Iwc, Disputed);
        var charged = Pounds(trail.Single(row => Text(row, "kind") == "line"), "amountGbp");
        var sign = council == "HCC" ? 1 : -1;

        Pounds(trail.First(row =>
                Text(row, "kind") == "journal" && Text(row, "says")!.Contains("control", StringComparison.Ordinal)), "amountGbp")
            .ShouldBe(sign * (charged - held));
        trail.Where(row => Text(row, "kind") is "ledger").Sum(row => Pounds(row, "amountGbp")).ShouldBe(0m);
        trail.Where(row => Text(row, "kind") is "ledger").Select(row => Pounds(row, "amountGbp")).ShouldContain(sign * (charged - held));
    }

    [Fact]
    public async Task OtherCouncilsBooks_AreSeenThroughTheMatchAlone()
    {
        var trail = await TrailAsync(months.Hcc, Disputed);

        trail.Where(row => Text(row, "kind") is "journal" or "acknowledgement")
            .ShouldAllBe(row => Text(row, "reference")!.Contains("-HCC-"));
        trail.Where(row => Text(row, "kind") is "ledger").ShouldAllBe(row => Text(row, "by") == "HCC's ERP");
        Text(trail.Single(row => Text(row, "kind") == "match"), "says")!.ShouldContain("IWC JN2324P01-IWC-P");
    }

    [Theory]
    [InlineData("hr-officer", $"charge-trail/{Disputed}", HttpStatusCode.Forbidden)]
    [InlineData("auditor", $"charge-trail/{Disputed}", HttpStatusCode.OK)]
    [InlineData("auditor", "charge-trail/ST1999P01-001", HttpStatusCode.NotFound)]
    public Task Trail_IsAnswered(string role, string path, HttpStatusCode expected) => months.ShouldAnswerAsync(role, path, expected);

    private static Task<List<JsonElement>> TrailAsync(HttpClient client, string line) => RowsAsync(client, $"charge-trail/{line}");
}
