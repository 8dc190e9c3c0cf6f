using System.Net.Http.Json;

namespace Recharging.Tests.Worklist;

/// <summary>While an S151 delegate is away, who stands in for him answers write-offs in his name, but none that either of them proposed.</summary>
public sealed class WriteOffCoverTests(AprilInBothLedgers april) : IClassFixture<AprilInBothLedgers>
{
    private const string Why = "The other council will not pursue it either.";

    private HttpClient Dora => april.Host.Officer("HCC", "Dora Deputy", "finance-officer");

    [Fact]
    public async Task ADeputy_ApprovesAWriteOff_InTheDelegatesName_OnTheDaysNamed_AndNeverTheirOwn()
    {
        await april.PostLineAsync("HCC", "STRAY-40", 40m);
        await april.PostLineAsync("HCC", "STRAY-50", 50m);
        await april.PostLineAsync("HCC", "STRAY-60", 60m);
        await april.SendBalancesAsync();
        await AprilHost.PostAsync(april.Hcc, AprilInBothLedgers.Reconciliation);
        var hannahs = await ProposedAsync(april.Hcc, 40m);
        var doras = await ProposedAsync(Dora, 50m);
        var sams = await ProposedAsync(april.Host.Officer("HCC", "Sam Delegate", "finance-officer", "s151-delegate"), 60m);
        (await AnswerAsync(Dora, hannahs, "approval")).Status.ShouldBe(403);

        await AprilHost.PostAsync(april.Delegate, "/cover", new
        {
            officer = "dora-deputy", firstDay = "2023-05-09", lastDay = "2023-05-10", reason = "On leave until Thursday."
        });

        (await AnswerAsync(Dora, doras, "approval")).Told.ShouldContain("preparer-approves");
        (await AnswerAsync(Dora, sams, "approval")).Told.ShouldContain("preparer-approves");
        (await AnswerAsync(april.Host.Officer("HCC", "Sam Delegate", "finance-officer", "s151-delegate"), sams, "approval")).Told
            .ShouldContain("preparer-approves");
        (await AnswerAsync(Dora, hannahs, "approval")).Status.ShouldBe(201);
        var reconciliation = await AprilHost.GetAsync(april.Iwc, AprilInBothLedgers.Reconciliation);
        var item = reconciliation.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("amountGbp").GetDecimal() == 40m);
        item.GetProperty("writtenOff").GetProperty("by").GetString().ShouldBe("Hannah Finance");
        item.GetProperty("writtenOff").GetProperty("approvedBy").GetString().ShouldBe("Dora Deputy for Sam Delegate");
        reconciliation.GetProperty("reconciledBy").GetString().ShouldBe("Dora Deputy for Sam Delegate, HCC");
    }

    private async Task<int> ProposedAsync(HttpClient officer, decimal pounds)
    {
        var alarm = (await AprilHost.GetAsync(april.Hcc, AprilInBothLedgers.Reconciliation)).GetProperty("alarms").EnumerateArray()
            .Single(alarm => alarm.GetProperty("amountGbp").GetDecimal() == pounds);
        var proposed = await AprilHost.PostAsync(officer, $"{AprilInBothLedgers.Decisions}/write-offs", new
        {
            item = alarm.GetProperty("id").GetString(), reasonCode = "out_of_scope", reason = Why
        });
        proposed.GetProperty("waits").GetBoolean().ShouldBeTrue();
        return proposed.GetProperty("decision").GetInt32();
    }

    private static async Task<(int Status, string Told)> AnswerAsync(HttpClient officer, int decision, string word)
    {
        using var answer = await officer.PostAsJsonAsync(
            $"{AprilHost.Api}{AprilInBothLedgers.Decisions}/{decision}/{word}", new { reason = Why });
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
