using System.Text;

namespace Recharging.Tests.Settlements;

/// <summary>
/// Nothing is sent to a ledger that is closed for the month. A reference has room for nine journals of a council, a direction and a
/// statement; the tenth is refused, not cut.
/// </summary>
public sealed class SettlementLimitsTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    [Fact]
    public async Task Settlement_WaitsForAnOpenLedger_AndIsRefusedTheTenthJournal()
    {
        const string Settlement = $"/statements/{AprilHost.Statement}/settlement";
        var erp = april.Host.Erp("IWC", "journals:acknowledge");
        await AprilHost.PostAsync(april.Iwc, $"/statements/{AprilHost.Statement}/agreements", new { all = true });
        await AprilHost.PostAsync(april.Hcc, $"/statements/{AprilHost.Statement}/agreements", new { all = true });
        await LedgerAsync("closed");
        (await YearHost.RefusedAsync(april.Hcc, Settlement)).ShouldBe("ledger-closed");
        await LedgerAsync("open");
        for (var turn = 1; turn <= 9; turn++)
        {
            await AprilHost.PostAsync(april.Hcc, Settlement);
            var journal = $"/journals/JN2324P01-IWC-P{(turn == 1 ? "" : turn)}/acknowledgements";
            await AprilHost.PostAsync(erp, journal, new { stage = "posted", documentNumber = $"19{turn}" });
            await AprilHost.PostAsync(erp, journal, new { stage = "reversed", documentNumber = $"20{turn}", reverses = $"19{turn}" });
        }

        (await YearHost.RefusedAsync(april.Hcc, Settlement)).ShouldBe("journals-exhausted");
        (await AprilHost.GetAsync(april.Iwc, "/journals?state=reversed")).GetArrayLength().ShouldBe(9);
    }

    private async Task LedgerAsync(string state)
    {
        using var body = new StringContent($"period,state\n2023/24-P01,{state}\n", Encoding.UTF8, "text/csv");
        using var answer = await april.Host.Erp("IWC", "masters:write").PostAsync($"{AprilHost.Api}/masters/periods", body);
        answer.EnsureSuccessStatusCode();
    }
}
