using System.Text.Json;

namespace Recharging.Tests.Disputes;

/// <summary>HCC prepared April and disputes what it owes IWC: who has to answer there, and what HCC can't say for IWC.</summary>
public sealed class FirstOwnerTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    private const string Statement = $"/statements/{AprilHost.Statement}";

    [Fact]
    public async Task Owner_IsTheFinanceOfficeUntilAnOfficerOfTheCouncilHasSpoken()
    {
        var (first, second, others) = (await LineAsync("SEC-2022-0004"), await LineAsync("SEC-2022-0005"), await LineAsync("SEC-2022-0001"));
        (await YearHost.RefusedAsync(april.Iwc, $"{Statement}/agreements", new { lines = new[] { others, first } })).ShouldBe("403");
        (await StateAsync(others)).ShouldBe("unseen");

        Text(await DisputeAsync(first), "owner").ShouldBe("Finance office of IWC");
        (await MineAsync()).ShouldBe(0);
        await AprilHost.PostAsync(april.Iwc, $"{Statement}/lines/{others}/agreement");
        Text(await DisputeAsync(second), "owner").ShouldBe("Ivan Finance");
        (await MineAsync()).ShouldBe(1);

        await AprilHost.PostAsync(april.Iwc, $"/disputes/DP{first[2..]}/resolution",
            new { acceptedGbp = 0m, reason = "By the evidence that we have." });
        (await YearHost.RefusedAsync(april.Hcc, $"{Statement}/lines/{first}/dispute", Because(2m))).ShouldBe("dispute-answered");
    }

    private Task<JsonElement> DisputeAsync(string line) => AprilHost.PostAsync(april.Hcc, $"{Statement}/lines/{line}/dispute", Because(1m));

    private static object Because(decimal pounds) => new { reason = "days", disputedGbp = pounds, explanation = "No day of April was worked." };

    private async Task<int> MineAsync() =>
        (await AprilHost.GetAsync(april.Iwc, "/disputes?mine=true")).GetProperty("disputes").GetArrayLength();

    private async Task<string> LineAsync(string subject) => Text((await AprilHost.GetAsync(april.Iwc, Statement)).GetProperty("lines")
        .EnumerateArray().Single(line => Text(line, "subject") == subject), "reference");

    private async Task<string> StateAsync(string line) => Text((await AprilHost.GetAsync(april.Iwc, Statement)).GetProperty("lines")
        .EnumerateArray().Single(row => Text(row, "reference") == line), "state");

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
