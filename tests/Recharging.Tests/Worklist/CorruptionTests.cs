using Microsoft.EntityFrameworkCore;

namespace Recharging.Tests.Worklist;

/// <summary>Lines changed behind our back, in either council's ledger, are named by the next reconciliation with account and period.</summary>
public sealed class CorruptionTests(AprilInBothLedgers april) : IClassFixture<AprilInBothLedgers>
{
    [Theory]
    [InlineData("HCC")]
    [InlineData("IWC")]
    public async Task APennyChanged_ALineLost_AndALineTwice_AreAlarmsWithAccountAndPeriod(string council)
    {
        await UnalarmedAsync();

        await april.Host.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            UPDATE ledger_lines SET debit_pence = debit_pence + sign(debit_pence)::int, credit_pence = credit_pence + sign(credit_pence)::int
            WHERE council = {council} AND external_line_id = 'ST2324P01-001' AND partner IN ('HCC', 'IWC')
            """));
        await AlarmedAsync(council, 0.01m);
        await april.Host.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            UPDATE ledger_lines SET debit_pence = debit_pence - sign(debit_pence)::int, credit_pence = credit_pence - sign(credit_pence)::int
            WHERE council = {council} AND external_line_id = 'ST2324P01-001' AND partner IN ('HCC', 'IWC')
            """));
        await UnalarmedAsync();

        await april.Host.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO ledger_lines SELECT (jsonb_populate_record(line, jsonb_build_object('doc_ref', 'TWICE'))).* FROM ledger_lines line
            WHERE council = {council} AND external_line_id = 'ST2324P01-001' AND partner IN ('HCC', 'IWC')
            """));
        await AlarmedAsync(council, 136_666.67m);
        await april.Host.ReadAsync(db => db.Database.ExecuteSqlAsync($"DELETE FROM ledger_lines WHERE doc_ref = 'TWICE'"));
        await UnalarmedAsync();

        await april.Host.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            DELETE FROM matched_ledger_lines;
            CREATE TABLE lost (LIKE ledger_lines)
            """));
        await april.Host.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO lost SELECT * FROM ledger_lines
            WHERE council = {council} AND external_line_id = 'ST2324P01-002' AND partner IN ('HCC', 'IWC')
            """));
        await april.Host.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"DELETE FROM ledger_lines WHERE council = {council} AND external_line_id = 'ST2324P01-002' AND partner IN ('HCC', 'IWC')"));
        await AlarmedAsync(council, 100_000m);
        await april.Host.ReadAsync(db => db.Database.ExecuteSqlAsync($"INSERT INTO ledger_lines SELECT * FROM lost; DROP TABLE lost"));
        await UnalarmedAsync();
    }

    private async Task UnalarmedAsync() =>
        (await AprilHost.PostAsync(april.Hcc, AprilInBothLedgers.Reconciliation)).GetProperty("alarms").GetArrayLength().ShouldBe(0);

    private async Task AlarmedAsync(string council, decimal pounds)
    {
        var made = await AprilHost.PostAsync(april.Hcc, AprilInBothLedgers.Reconciliation);
        var alarm = made.GetProperty("alarms").EnumerateArray().Single(alarm => alarm.GetProperty("kind").GetString() == "balance");
        alarm.GetProperty("council").GetString().ShouldBe(council);
        alarm.GetProperty("account").GetString().ShouldNotBeNullOrEmpty();
        alarm.GetProperty("period").GetString().ShouldBe("2023/24-P01");
        Math.Abs(alarm.GetProperty("amountGbp").GetDecimal()).ShouldBe(pounds);
        Math.Abs(made.GetProperty("unexplainedGbp").GetDecimal()).ShouldBe(pounds);
    }
}
