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

        await april.PostLineAsync("HCC", "STRAY-11", 11m);
        await april.PostLineAsync("IWC", "STRAY-22", -22m);
        await april.SendBalancesAsync();
        await AprilHost.PostAsync(april.Hcc, AprilInBothLedgers.Reconciliation);
        var worklist = await AprilHost.GetAsync(april.Hcc, "/worklist");
        worklist.GetProperty("items").GetArrayLength().ShouldBe(2);
        (await april.Host.MeasuredAsync("exceptions.open")).ShouldBe(2);
    }
}
