using System.Net.Http.Json;
using System.Text.Json;
using Testing;

namespace Recharging.Tests.Worklist;

/// <summary>What the dashboard shows of a month that both ledgers have posted.</summary>
public sealed class MeasureTests(AprilInBothLedgers april) : IClassFixture<AprilInBothLedgers>
{
    [Fact]
    public async Task Metrics_SayWhatTheServiceItselfSays()
    {
        var batches = await april.Host.ReadAsync(db => Task.FromResult(db.Set<Recharging.Ledgers.LedgerBatch>().ToList()));

        (await april.Host.MeasuredAsync("ledger.batches")).ShouldBe(batches.Count);
        (await april.Host.MeasuredAsync("ledger.lines")).ShouldBe(batches.Sum(batch => batch.Accepted));
        (await april.Host.MeasuredAsync("runs.issued")).ShouldBe(1);
        (await april.Host.MeasuredAsync("runs.in_hand")).ShouldBe(0);

        using var reconciled = await april.Hcc.PostAsJsonAsync($"{AprilHost.Api}/statements/{AprilHost.Statement}/reconciliation", new { });
        reconciled.EnsureSuccessStatusCode();
        var worklist = await april.Hcc.GetFromJsonAsync<JsonElement>($"{AprilHost.Api}/worklist?size=1000");
        var open = worklist.GetProperty("items").GetArrayLength();
        open.ShouldBePositive();
        (await april.Host.MeasuredAsync("exceptions.open")).ShouldBe(open);
    }
}
