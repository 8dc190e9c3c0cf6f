using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Recharging.Tests.Statements;

/// <summary>What was known when: a statement as it was seen at any instant, and what a month's service came to by the statements then
/// out.</summary>
public sealed class KnownAtTests(YearHost year) : IClassFixture<YearHost>
{
    // July's statement is late, and has the award of November with it.
    private static readonly (string Month, string IssuedOn)[] Months =
        [("P01", "2023-05-09"), ("P02", "2023-06-08"), ("P03", "2023-07-07"), ("P04", "2023-11-07")];

    private readonly List<(DateTimeOffset At, string Path, byte[] Seen)> seen = [];

    [Fact]
    public async Task EveryInstantOfAYear_IsAnsweredLater_AsItWasThen()
    {
        foreach (var (month, issuedOn) in Months)
        {
            var day = Given.Day(issuedOn);
            await year.OnAsync(day);
            if (month == "P04")
            {
                await year.AwardAsync();
            }

            await year.IssueAsync($"2023/24-{month}");
            await SeeAsync();
            await year.OnAsync(day.AddDays(2));
            await MarkAsync(month, "SEC-2022-0001", dispute: true);
            await SeeAsync();
            await year.OnAsync(day.AddDays(4));
            await AprilHost.PostAsync(year.Iwc, $"/statements/ST-2023-24-{month}/agreements", new { all = true });
            await SeeAsync();
            await year.OnAsync(day.AddDays(5));
            await MarkAsync(month, "SEC-2022-0001", dispute: false);
            await AprilHost.PostAsync(year.Hcc, $"/statements/ST-2023-24-{month}/agreements", new { all = true });
            await SeeAsync();
            await year.OnAsync(day.AddDays(6));
            await AprilHost.PostAsync(year.Hcc, $"/statements/ST-2023-24-{month}/settlement");
            await SeeAsync();
        }

        await year.OnAsync(Given.Day("2024-03-31"));
        seen.Select(look => look.At).Distinct().Count().ShouldBe(20);
        foreach (var (at, path, bytes) in seen)
        {
            (await BytesAsync(year.Iwc, $"{path}?knownAt={Written(at)}")).ShouldBe(bytes, $"{path} at {at:O}");
        }

        using var before = await year.Hcc.GetAsync(
            $"{AprilHost.Api}/statements/ST-2023-24-P01?knownAt={Written(new DateTimeOffset(2023, 5, 9, 8, 59, 59, TimeSpan.Zero))}");
        before.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await CheckServicePeriodAsync();
    }

    [Theory]
    [InlineData("/service-periods/2023-24-P14", HttpStatusCode.BadRequest)]
    [InlineData("/service-periods/April", HttpStatusCode.BadRequest)]
    [InlineData("/service-periods/2019-20-P01", HttpStatusCode.OK)]
    public async Task ServicePeriod_IsAnswered(string path, HttpStatusCode expected)
    {
        using var answer = await year.Hcc.GetAsync(AprilHost.Api + path);
        answer.StatusCode.ShouldBe(expected);
        using var stranger = await year.Host.Stranger().GetAsync(AprilHost.Api + path);
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // The corrected view less the view of May is the corrections that came later, subject by subject.
    private async Task CheckServicePeriodAsync()
    {
        var asOfMay = new DateTimeOffset(2023, 5, 31, 0, 0, 0, TimeSpan.Zero);
        var now = await SubjectsAsync("/service-periods/2023-24-P01");
        var then = await SubjectsAsync($"/service-periods/2023-24-P01?knownAt={Written(asOfMay)}");

        then.Keys.Order().ShouldBe(now.Keys.Order());
        then.Values.ShouldAllBe(cost => cost.GetProperty("corrections").GetArrayLength() == 0);
        foreach (var (subject, cost) in now)
        {
            var later = cost.GetProperty("corrections").EnumerateArray().ToList();
            later.ShouldAllBe(line => line.GetProperty("issuedAt").GetDateTimeOffset() > asOfMay
                && line.GetProperty("statementNumber").GetString() == "ST-2023-24-P04");
            later.Sum(line => line.GetProperty("amountGbp").GetDecimal()).ShouldBe(Total(cost) - Total(then[subject]));
        }

        now.Where(cost => cost.Value.GetProperty("corrections").GetArrayLength() > 0).Select(cost => cost.Key).Order().ShouldBe(
            ["SEC-2022-0001", "SEC-2022-0002", "SEC-2022-0004", "SEC-2022-0005", "SEC-2023-0003", "SEC-2023-0006"]);
        (await SubjectsAsync("/service-periods/2023-24-P01?subject=SEC-2022-0001")).Keys.ShouldBe(["SEC-2022-0001"]);
        (await SubjectsAsync("/service-periods/2023-24-P01?after=SEC-2022-0005")).Keys.Order()
            .ShouldBe(["SEC-2023-0003", "SEC-2023-0006", "shared-management", "support-services"]);
    }

    private async Task<Dictionary<string, JsonElement>> SubjectsAsync(string path) => (await AprilHost.GetAsync(year.Iwc, path))
        .GetProperty("subjects").EnumerateArray().ToDictionary(cost => cost.GetProperty("subject").GetString()!);

    private async Task MarkAsync(string month, string subject, bool dispute)
    {
        var statement = $"/statements/ST-2023-24-{month}";
        var line = (await AprilHost.GetAsync(year.Iwc, statement)).GetProperty("lines").EnumerateArray()
            .First(line => line.GetProperty("subject").GetString() == subject).GetProperty("reference").GetString();
        await AprilHost.PostAsync(year.Iwc, $"{statement}/lines/{line}/{(dispute ? "dispute" : "agreement")}",
            dispute ? new { reason = "rate", disputedGbp = 1m, explanation = "Paid at another point." } : new { });
    }

    private async Task SeeAsync()
    {
        foreach (var statement in (await AprilHost.GetAsync(year.Hcc, "/statements")).EnumerateArray())
        {
            var path = $"/statements/{statement.GetProperty("number").GetString()}";
            seen.Add((year.Now, path, await BytesAsync(year.Hcc, path)));
        }
    }

    private static async Task<byte[]> BytesAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(AprilHost.Api + path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static decimal Total(JsonElement cost) => cost.GetProperty("totalGbp").GetDecimal();

    private static string Written(DateTimeOffset at) => Uri.EscapeDataString(at.ToString("O", CultureInfo.InvariantCulture));
}
