using System.Net;
using System.Text.Json;
using Testing;

namespace Recharging.Tests.Runs;

/// <summary>The same facts in the same order give the same receipts on an empty database; another penny of a rate shows where the rate
/// was looked up and nowhere else.</summary>
public sealed class ReceiptTests(Servers servers)
{
    private const string Point38 = "NJC,38,46464.00";

    [Fact]
    public async Task Receipts_OfTheSameMonths_AreTheSameOnAnEmptyDatabase_AndShowEachRateThatTheyCite()
    {
        var once = await ReceiptsAsync(Point38);
        var again = await ReceiptsAsync(Point38);
        var otherwise = await ReceiptsAsync("NJC,38,46464.01");

        again.ConvertAll(Written).ShouldBe(once.ConvertAll(Written));
        once.ConvertAll(receipt => receipt.GetProperty("outputSha256").GetString()).Distinct().Count().ShouldBe(3);
        var changed = otherwise[2].GetProperty("rates").GetProperty("facts").EnumerateArray().Select(fact => fact.GetInt64())
            .Except(once[0].GetProperty("rates").GetProperty("facts").EnumerateArray().Select(fact => fact.GetInt64())).ToList();
        changed.ShouldNotBeEmpty();
        foreach (var (then, now) in once.Zip(otherwise))
        {
            var cites = then.GetProperty("rates").GetProperty("facts").EnumerateArray().Any(fact => changed.Contains(fact.GetInt64()));
            (Sha(then, "rates") != Sha(now, "rates")).ShouldBe(cites);
            (Written(then) != Written(now)).ShouldBe(cites);
            Sha(now, "clauses").ShouldBe(Sha(then, "clauses"));
            now.GetProperty("basesSha256").GetString().ShouldBe(then.GetProperty("basesSha256").GetString());
        }
    }

    [Fact]
    public async Task Receipts_DoNotShowARateThatNobodyIsPaidBy()
    {
        var once = await ReceiptsAsync(Point38);
        var otherwise = await ReceiptsAsync("NJC,2,22366.01", "NJC,2,22366.00");

        otherwise.ConvertAll(Written).ShouldBe(once.ConvertAll(Written));
    }

    [Fact]
    public async Task Receipt_OfARunThatIsNotIssued_IsNotFound()
    {
        await using var year = new YearHost(servers);
        await year.InitializeAsync();
        var run = (await AprilHost.PostAsync(year.Hcc, "/runs", new { period = "2023/24-P01" })).GetProperty("id").GetString();

        using var answer = await year.Hcc.GetAsync($"{AprilHost.Api}/runs/{run}/receipt");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    // April and May, then the award of November with June's statement.
    private async Task<List<JsonElement>> ReceiptsAsync(string row, string of = Point38)
    {
        await using var year = new YearHost(servers);
        await year.InitializeAsync();
        var runs = new List<JsonElement>();
        foreach (var (period, day) in new[] { ("P01", "2023-05-09"), ("P02", "2023-06-08"), ("P03", "2023-11-07") })
        {
            await year.OnAsync(Given.Day(day));
            if (period == "P03")
            {
                await year.AwardAsync(row, of);
            }

            runs.Add(await year.IssueAsync($"2023/24-{period}"));
        }

        var receipts = new List<JsonElement>();
        foreach (var run in runs)
        {
            receipts.Add(await AprilHost.GetAsync(year.Iwc, $"/runs/{run.GetProperty("id").GetString()}/receipt"));
        }

        return receipts;
    }

    private static string? Written(JsonElement receipt) => receipt.GetProperty("sha256").GetString();

    private static string? Sha(JsonElement receipt, string kind) => receipt.GetProperty(kind).GetProperty("sha256").GetString();
}
