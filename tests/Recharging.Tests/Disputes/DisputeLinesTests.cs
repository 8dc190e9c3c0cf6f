using System.Net.Http.Json;
using System.Text.Json;

namespace Recharging.Tests.Disputes;

/// <summary>Several lines disputed at once: each as by itself, all or none, and a refusal names its line.</summary>
public sealed class DisputeLinesTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    private const string Statement = $"/statements/{AprilHost.Statement}";

    private const string Explanation = "Paid at another point than the extract says.";

    [Fact]
    public async Task Lines_AreDisputedAsByThemselves_AllOrNone()
    {
        var lines = (await AprilHost.GetAsync(april.Iwc, Statement)).GetProperty("lines").EnumerateArray()
            .Where(line => line.GetProperty("amountGbp").GetDecimal() > 0).ToList();
        var own = lines.Where(line => Text(line, "payer") == "IWC").Select(line => Text(line, "reference")).Take(3).ToList();
        var others = Text(lines.First(line => Text(line, "payer") == "HCC"), "reference");

        await CheckRefusalAsync(403, others, new { line = own[0], disputedGbp = 1m }, new { line = others, disputedGbp = 1m });
        await CheckRefusalAsync(400, "ST2324P01-999", new { line = own[0], disputedGbp = 1m },
            new { line = "ST2324P01-999", disputedGbp = 1m });
        await CheckRefusalAsync(400, own[1], new { line = own[0], disputedGbp = 1m }, new { line = own[1], disputedGbp = 1.001m });
        await CheckRefusalAsync(400, "each once", new { line = own[0], disputedGbp = 1m }, new { line = own[0], disputedGbp = 2m });
        await CheckRefusalAsync(400, "1 to 500");
        await CheckRefusalAsync(409, own[1], new { line = own[0], disputedGbp = 1m }, new { line = own[1], disputedGbp = 1_000_000_000m });
        (await YearHost.RefusedAsync(april.Iwc, $"{Statement}/disputes", new { reason = "rate", explanation = Explanation }))
            .ShouldBe("400");
        (await YearHost.RefusedAsync(april.Iwc, "/statements/ST-2023-24-P09/disputes", Asked(new { line = own[0], disputedGbp = 1m })))
            .ShouldBe("404");
        (await YearHost.RefusedAsync(april.Host.Client("IWC", "auditor"), $"{Statement}/disputes",
            Asked(new { line = own[0], disputedGbp = 1m }))).ShouldBe("403");
        (await AprilHost.GetAsync(april.Hcc, "/disputes")).GetProperty("disputes").GetArrayLength().ShouldBe(0);

        var alone = await AprilHost.PostAsync(april.Iwc, $"{Statement}/lines/{own[2]}/dispute",
            new { reason = "rate", disputedGbp = 2m, explanation = Explanation });
        var disputed = (await AprilHost.PostAsync(april.Iwc, $"{Statement}/disputes",
            Asked(new { line = own[1], disputedGbp = 2m }, new { line = own[0], disputedGbp = 3.5m, proposedGbp = 10m })))
            .GetProperty("disputed").EnumerateArray().ToList();

        disputed.ConvertAll(line => Text(line, "lineReference")).ShouldBe(own.Take(2).Order(StringComparer.Ordinal));
        foreach (var clock in new[] { "owner", "acknowledgeBy", "resolveBy", "state" })
        {
            disputed.ShouldAllBe(line => Text(line, clock) == Text(alone, clock));
        }

        var first = (await AprilHost.GetAsync(april.Hcc, $"/disputes/DP{own[0][2..]}")).GetProperty("dispute");
        first.GetProperty("disputedGbp").GetDecimal().ShouldBe(3.5m);
        first.GetProperty("proposedGbp").GetDecimal().ShouldBe(10m);
        (await AprilHost.GetAsync(april.Hcc, "/notices")).GetProperty("notices").EnumerateArray()
            .Count(notice => Text(notice, "kind") == "dispute-raised").ShouldBe(3);
    }

    private async Task CheckRefusalAsync(int status, string named, params object[] lines)
    {
        using var answer = await april.Iwc.PostAsJsonAsync($"{AprilHost.Api}{Statement}/disputes", Asked(lines));
        ((int)answer.StatusCode).ShouldBe(status);
        JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("detail").GetString().ShouldNotBeNull()
            .ShouldContain(named);
    }

    private static object Asked(params object[] lines) => new { reason = "rate", explanation = Explanation, lines };

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
