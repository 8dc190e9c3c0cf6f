using Microsoft.EntityFrameworkCore;
using Recharging.Contracts;
using Recharging.Reconciling;

namespace Recharging.Tests.Reconciliation;

public sealed class ReconcileStatementTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    private const string Reconciliation = $"/statements/{AprilHost.Statement}/reconciliation";

    // One story, because a month can be settled once only: both ledgers as the journals say, then a penny changed behind our back.
    [Fact]
    public async Task BothLedgersAsTheJournalsSay_LeaveNothingUnexplained_AndAPennyMoreIsAnAlarm()
    {
        await AprilHost.PostAsync(april.Iwc, $"/statements/{AprilHost.Statement}/agreements", new { all = true });
        await AprilHost.PostAsync(april.Hcc, $"/statements/{AprilHost.Statement}/agreements", new { all = true });
        await AprilHost.PostAsync(april.Hcc, $"/statements/{AprilHost.Statement}/settlement");
        await SentLedger.SendAsync(april, "HCC", "IWC", april.Hcc);
        await SentLedger.SendAsync(april, "IWC", "HCC", april.Iwc);

        var made = await AprilHost.PostAsync(april.Hcc, Reconciliation);

        made.GetProperty("version").GetInt32().ShouldBe(1, made.ToString());
        made.GetProperty("alarms").GetArrayLength().ShouldBe(0, made.ToString());
        made.GetProperty("unexplainedGbp").GetDecimal().ShouldBe(0m);
        made.GetProperty("differenceGbp").GetDecimal().ShouldBe(0m);
        made.GetProperty("matched").GetInt32().ShouldBe(10, made.ToString());
        made.GetProperty("matchedWithDifference").GetInt32().ShouldBe(0);
        made.GetProperty("matches").EnumerateArray().ShouldAllBe(match => match.GetProperty("rule").GetString() == "exactReference");

        var ofHampshire = await AprilHost.GetAsync(april.Hcc, Reconciliation);
        var ofIsleOfWight = await AprilHost.GetAsync(april.Iwc, Reconciliation);
        ofIsleOfWight.ToString().ShouldBe(ofHampshire.ToString());
        ofHampshire.ToString().ShouldBe(made.ToString());
        (await april.Host.ToldAsync<LedgerReconciled>(AprilHost.Statement)).ShouldHaveSingleItem().UnexplainedGbp.ShouldBe(0m);

        await april.Host.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            UPDATE ledger_lines SET credit_pence = credit_pence + 1
            WHERE council = 'IWC' AND partner = 'HCC' AND external_line_id = 'ST2324P01-001' AND credit_pence > 0
            """));
        await april.Host.SetClockAsync(new DateTimeOffset(2023, 5, 9, 14, 0, 0, TimeSpan.FromHours(1)));

        var again = await AprilHost.PostAsync(april.Iwc, Reconciliation);

        again.GetProperty("version").GetInt32().ShouldBe(2);
        var alarm = again.GetProperty("alarms").EnumerateArray().ShouldHaveSingleItem();
        alarm.GetProperty("council").GetString().ShouldBe("IWC");
        alarm.GetProperty("period").GetString().ShouldBe("2023/24-P01");
        alarm.GetProperty("account").GetString().ShouldNotBeNullOrEmpty();
        again.GetProperty("unexplainedGbp").GetDecimal().ShouldBe(0.01m);
        (await AprilHost.GetAsync(april.Hcc, $"{Reconciliation}?version=1")).ToString().ShouldBe(made.ToString());

        var used = await april.Host.ReadAsync(db => db.Set<MatchedLedgerLine>().ToListAsync());
        used.Count.ShouldBe(20);
        used.ShouldAllBe(line => line.Version == 2);
        used.Select(line => line.StatementLine).Distinct().Count().ShouldBe(10);
    }

    [Fact]
    public async Task AStatementThatIsNotThere_Is404()
    {
        using var answer = await april.Hcc.PostAsync($"{AprilHost.Api}/statements/ST-2031-32-P01/reconciliation", content: null);

        ((int)answer.StatusCode).ShouldBe(404);
    }
}
