using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Governance.Contracts;
using Testing;

namespace Recharging.Tests.Runs;

/// <summary>A year with one secondee at point 30, 0.8 of full time, of whom the host bears 60%; seven months of it are issued.</summary>
public sealed class SevenMonths(Servers servers) : AprilHost(servers)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await OnAsync("2024-05-08");
        await Host.DeliverAsync("SP-2018", 2, new AgreementVaried
        {
            AgreementReference = "SP-2018", LastDay = Given.Day("2025-03-31"), DecisionReferences = ["D-2023-06-HCC"],
            OccurredAt = Given.Told,
        });
        await Host.DeliverAsync("SP-2018/C3", 2, Given.ASecondmentClause(levy: "none") with { Version = 2 });
        await Host.DeliverAsync("HCC-0099", 1, Given.APayFact("HCC-0099", 30, 0.8m));
        await Host.DeliverAsync("SEC-2024-0099", 1, Given.ASecondment(
            "SEC-2024-0099", share: 60m, firstDay: "2024-04-01", lastDay: "2025-03-31", employment: "HCC-0099"));
        await UploadAsync(Hcc, "/rates/spine", "rates/november-2023/njc-2023-24");
        await SendAsync("/rates/pension",
            "employer,scheme,effective_from,rate_percent,status,agreed_on,source\nHCC,LGPS,2024-04-01,20,agreed,,Illustrative\n");
        for (var month = 1; month <= 7; month++)
        {
            await IssueAsync($"2024/25-P{month:00}");
        }
    }

    public Task OnAsync(string day) =>
        Host.SetClockAsync(new DateTimeOffset(Given.Day(day).ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero));

    public async Task<JsonElement> IssueAsync(string period)
    {
        var run = await PostAsync(Hcc, "/runs", new { period });
        await IssueAsync(run);
        return run;
    }

    public async Task<JsonElement> SendAsync(string path, string csv)
    {
        using var body = new StringContent(csv, Encoding.UTF8, "text/csv");
        using var answer = await Hcc.PostAsync(Api + path, body);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }
}

/// <summary>A pay award that is agreed after seven months are issued: one line for each of them, nothing else, and never twice.</summary>
public sealed class LateAwardTests(SevenMonths year) : IClassFixture<SevenMonths>
{
    [Fact]
    public async Task Award_KnownAfterOctoberWasIssued_IsOneLineForEachMonth_OfFourHundredAndEightyThreePoundsTwentyEight()
    {
        await year.OnAsync("2024-11-07");
        var before = await StatementsAsync();
        (await year.UploadAsync(year.Hcc, "/rates/spine", "rates/from-2024/njc-2024-25")).GetProperty("waits").GetProperty("rowCount")
            .GetInt32().ShouldBe(42);
        (await year.UploadAsync(year.Hcc, "/rates/spine", "rates/from-2024/njc-2024-25")).GetProperty("unchanged").GetInt32().ShouldBe(42);

        var corrections = Corrections(await year.IssueAsync("2024/25-P08"));

        corrections.Select(line => $"{line.GetProperty("subject")} {line.GetProperty("servicePeriod")}")
            .ShouldBe(Enumerable.Range(1, 7).Select(month => $"SEC-2024-0099 2024/25-P{month:00}"));
        corrections.Sum(line => line.GetProperty("amountGbp").GetDecimal()).ShouldBe(483.28m);
        corrections.ShouldAllBe(line => line.GetProperty("amountGbp").GetDecimal() == 69.04m);
        corrections.Select(line => line.GetProperty("corrects").GetString()!.Split('-')[0])
            .ShouldBe(Enumerable.Range(1, 7).Select(month => $"ST2425P{month:00}"));
        (await StatementsAsync()).ShouldBe(before);

        // The same circular again, and an award of nothing: not a penny, not a line.
        await year.UploadAsync(year.Hcc, "/rates/spine", "rates/from-2024/njc-2024-25");
        var nothing = await year.SendAsync("/rates/spine",
            "spine,point,annual_gbp,effective_from,status,agreed_on,source\nNJC,30,39513.00,2024-04-01,agreed,2024-10-22,The circular again\n");
        nothing.GetProperty("waits").GetProperty("rowCount").GetInt32().ShouldBe(1);
        await year.ConfirmAsync(nothing);
        Corrections(await year.IssueAsync("2024/25-P09")).ShouldBeEmpty();

        await ExportAsync();
    }

    private async Task ExportAsync()
    {
        var delta = await RowsAsync("delta");
        var restated = await RowsAsync("restated");
        restated.Length.ShouldBeGreaterThan(delta.Length);
        Total(restated).ShouldBe(Total(delta));
        restated.ShouldContain(row => row.Contains(",negated,ST2425P01-", StringComparison.Ordinal));
        foreach (var (path, expected) in new[]
        {
            ("ST-2024-25-P08/lines?presentation=upside-down", HttpStatusCode.BadRequest), ("ST-1999-00-P01/lines", HttpStatusCode.NotFound),
        })
        {
            using var answer = await year.Hcc.GetAsync($"{AprilHost.Api}/statements/{path}");
            answer.StatusCode.ShouldBe(expected);
        }
    }

    private async Task<string[]> RowsAsync(string presentation)
    {
        using var answer = await year.Iwc.GetAsync($"{AprilHost.Api}/statements/ST-2024-25-P08/lines?presentation={presentation}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..];
    }

    private static decimal Total(string[] rows) => rows.Sum(row => decimal.Parse(row.Split(',')[^1], CultureInfo.InvariantCulture));

    private async Task<List<string>> StatementsAsync()
    {
        var seen = new List<string>();
        for (var month = 1; month <= 7; month++)
        {
            using var answer = await year.Iwc.GetAsync($"{AprilHost.Api}/statements/ST-2024-25-P{month:00}");
            seen.Add(await answer.Content.ReadAsStringAsync());
        }

        return seen;
    }

    private static List<JsonElement> Corrections(JsonElement run) => [.. run.GetProperty("lines").EnumerateArray()
        .Where(line => line.TryGetProperty("corrects", out var corrects) && corrects.ValueKind == JsonValueKind.String)];
}
