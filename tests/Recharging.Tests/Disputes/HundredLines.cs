using System.Text.Json;
using Testing;

namespace Recharging.Tests.Disputes;

/// <summary>April with a hundred lines that the Isle of Wight pays, issued.</summary>
public sealed class HundredLines(Servers servers) : AprilHost(servers)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await LearnAsync(Enumerable.Range(0, 92).SelectMany(at => new object[]
        {
            Given.ACommission($"COM-2023-1{at:000}", $"School {at}", $"{300_000 + at}"),
            Given.AnEvidencedDay($"COM-2023-1{at:000}", $"V-2023-1{at:000}", "2023-04-19", 0.5m + (0.5m * (at % 3))),
        }));
        await IssueAsync();
    }

    /// <summary>The statement's tag, which is the same for both councils or the test fails.</summary>
    public async Task<string> TagAsync()
    {
        var tags = new List<string>();
        foreach (var client in new[] { Hcc, Iwc })
        {
            using var answer = await client.GetAsync($"{Api}/statements/{Statement}");
            tags.Add(answer.Headers.ETag!.Tag);
        }

        return tags.Distinct().ShouldHaveSingleItem();
    }

    public async Task<List<JsonElement>> LinesAsync(string payer) => (await GetAsync(Hcc, $"/statements/{Statement}"))
        .GetProperty("lines").EnumerateArray()
        .Where(line => line.GetProperty("payer").GetString() == payer && line.GetProperty("payableGbp").GetDecimal() != 0).ToList();
}
