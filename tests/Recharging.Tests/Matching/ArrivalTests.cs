using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Recharging.Matching.Differences;
using Recharging.Reconciling;
using Recharging.Tests.Ledgers;
using Testing;
using Values;

namespace Recharging.Tests.Matching;

/// <summary>April is issued, and Hampshire's ERP sends what it posted: its lines are told at once.</summary>
public sealed class ArrivalTests(Servers servers) : IAsyncLifetime
{
    private const string Reconciliation = $"/statements/{AprilHost.Statement}/reconciliation";
    private const string Line1 = "ST2324P01-001";
    private const string Line2 = "ST2324P01-002";
    private readonly IssuedApril april = new(servers);

    public ValueTask InitializeAsync() => april.InitializeAsync();

    public ValueTask DisposeAsync() => april.DisposeAsync();

    [Fact]
    public async Task WhatQuotesAChargeBeyondDoubt_IsMatched_AndTheRestSaysWhatItLooksLike()
    {
        await SendAsync("GL-1", ("A-1", Line1, 136666.67m), ("A-2", Line2, 99999m), ("A-3", "", 55m), ("A-4", "ST2324P01-999", 12m));

        var before = await ReadAsync("GL-1");
        var made = await MatchAsync("GL-1");
        var again = await MatchAsync("GL-1");

        Told(before).ShouldBe(["A-1 waiting notAsked", "A-2 waiting otherAmount", "A-3 waiting noReference", "A-4 waiting otherReference"]);
        Told(made).ShouldBe(["A-1 matched exactReference", "A-2 waiting otherAmount", "A-3 waiting noReference", "A-4 waiting otherReference"]);
        (made.GetProperty("matched").GetInt32(), made.GetProperty("waiting").GetInt32()).ShouldBe((1, 3));
        var first = made.GetProperty("lines")[0];
        (first.GetProperty("statementNumber").GetString(), first.GetProperty("statementLine").GetString())
            .ShouldBe((AprilHost.Statement, Line1));
        var second = made.GetProperty("lines")[1];
        (second.GetProperty("statementLine").GetString(), second.GetProperty("expectedGbp").GetDecimal()).ShouldBe((Line2, 100000m));
        second.GetProperty("sentence").GetString()
            .ShouldBe("It has £99,999.00 where £100,000.00 is expected. The month's reconciliation decides.");
        again.ToString().ShouldBe(made.ToString());
        (await ReadAsync("GL-1")).ToString().ShouldBe(made.ToString());
        (await UsedAsync()).ShouldBe([("A-1", Line1, 0)]);
    }

    [Fact]
    public async Task ASecondLineForTheSameCharge_TakesTheFirstOneBack_AndTheReconciliationChooses()
    {
        await SendAsync("GL-1", ("A-1", Line2, 100000m));
        Told(await MatchAsync("GL-1")).ShouldBe(["A-1 matched exactReference"]);

        await SendAsync("GL-2", ("B-1", Line2, 100000m));

        Told(await MatchAsync("GL-2")).ShouldBe(["B-1 waiting quotedTwice"]);
        Told(await ReadAsync("GL-1")).ShouldBe(["A-1 waiting quotedTwice"]);
        (await UsedAsync()).ShouldBeEmpty();
        await AprilHost.PostAsync(april.Hcc, Reconciliation);
        (await UsedAsync()).ShouldBe([("A-1", Line2, 1)]);

        Told(await MatchAsync("GL-2")).ShouldBe(["B-1 waiting quotedTwice"]);
        Told(await ReadAsync("GL-1")).ShouldBe(["A-1 matched exactReference"]);
        (await UsedAsync()).ShouldBe([("A-1", Line2, 1)]);
    }

    [Fact]
    public async Task WhatAnOfficerTookBack_IsNotMatchedAgain()
    {
        await SendAsync("GL-1", ("A-1", Line1, 136666.67m));
        await MatchAsync("GL-1");
        await AprilHost.PostAsync(april.Hcc, $"/statements/{AprilHost.Statement}/decisions/undone-matches",
            new { statementLine = Line1, reason = "It was posted for another month." });

        Told(await MatchAsync("GL-1")).ShouldBe(["A-1 waiting officerDecided"]);
        (await UsedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task ManyAtOnce_WithWholeReconciliations_UseEachLineOnce()
    {
        await SendAsync("GL-1", ("A-1", Line1, 136666.67m));
        await SendAsync("GL-2", ("B-1", Line2, 100000m));

        await Task.WhenAll(Enumerable.Range(0, 12).Select(at => at % 3 == 0
            ? AprilHost.PostAsync(april.Hcc, Reconciliation)
            : MatchAsync($"GL-{at % 3}")));

        (await UsedAsync()).Select(used => (used.DocRef, used.StatementLine)).ShouldBe([("A-1", Line1), ("B-1", Line2)]);
        var made = await AprilHost.PostAsync(april.Hcc, Reconciliation);
        var version = made.GetProperty("version").GetInt32();
        (await UsedAsync()).ShouldBe([("A-1", Line1, version), ("B-1", Line2, version)]);
    }

    [Fact]
    public async Task WhoMayAsk_AndWhatIsAskedFor()
    {
        await SendAsync("GL-1", ("A-1", Line1, 136666.67m));
        using var auditor = april.Host.Client("HCC", "auditor");
        using var other = april.Host.Client("IWC", "finance-officer");

        (await StatusAsync(auditor, "GL-1")).ShouldBe(HttpStatusCode.Forbidden);
        (await auditor.GetAsync($"{LedgerHost.Batches}/GL-1/matching")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(other, "GL-1")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(april.Hcc, "GL-9")).ShouldBe(HttpStatusCode.NotFound);
        await april.Host.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            CREATE TEMPORARY TABLE others AS SELECT * FROM ledger_batches;
            UPDATE others SET source_system = 'OTHER';
            INSERT INTO ledger_batches SELECT * FROM others
            """));
        (await StatusAsync(april.Hcc, "GL-1")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(april.Hcc, "GL-1", "?sourceSystem=SAP")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AWholeMonthInOneBatch_IsLeftToTheReconciliation()
    {
        await SendAsync("GL-1", ("A-1", Line1, 136666.67m));
        await april.Host.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO ledger_lines (council, source_system, entity, doc_ref, line_no, batch_id, doc_type, doc_date, posting_date, period,
                account, partner, debit_pence, credit_pence, currency)
            SELECT council, source_system, entity, doc_ref, number, batch_id, doc_type, doc_date, posting_date, period, account, partner, 1, 0, 'GBP'
            FROM ledger_lines, generate_series(1001, 11000) AS number WHERE doc_ref = 'A-1' AND partner = 'IWC'
            """));

        using var answer = await april.Hcc.PostAsync($"{LedgerHost.Batches}/GL-1/matching", content: null);

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("batch-too-large");
    }

    private async Task SendAsync(string batchId, params (string DocRef, string Quotes, decimal Pounds)[] posted)
    {
        var lines = posted.SelectMany(line => new[]
        {
            $"{batchId},SAP,1000,RJ,{line.DocRef},1,2023-04-28,2023-04-28,2023/24-P01,19200,,,IWC,{line.Pounds:F2},0.00,GBP,,,Charge,{line.Quotes}",
            $"{batchId},SAP,1000,RJ,{line.DocRef},2,2023-04-28,2023-04-28,2023/24-P01,48100,CS100,,,0.00,{line.Pounds:F2},GBP,,,Charge,{line.Quotes}"
        });
        var file = string.Join('\n', [LedgerHost.Header, .. lines, ""]);
        using var erp = april.Host.Erp("HCC", "ledger:write");
        using var batch = LedgerHost.Batch(batchId, Encoding.UTF8.GetBytes(file), posted.Sum(line => line.Pounds), posted.Length * 2);
        using var answer = await erp.SendAsync(batch);
        var told = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        told.GetProperty("accepted").GetInt32().ShouldBe(posted.Length * 2, told.ToString());
    }

    private Task<JsonElement> MatchAsync(string batchId) => AprilHost.PostAsync(april.Hcc, $"/ledger-batches/{batchId}/matching");

    private Task<JsonElement> ReadAsync(string batchId) => AprilHost.GetAsync(april.Hcc, $"/ledger-batches/{batchId}/matching");

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string batchId, string query = "")
    {
        using var answer = await client.PostAsync($"{LedgerHost.Batches}/{batchId}/matching{query}", content: null);
        return answer.StatusCode;
    }

    private static IEnumerable<string> Told(JsonElement answer) => answer.GetProperty("lines").EnumerateArray().Select(line =>
        $"{line.GetProperty("docRef").GetString()} {line.GetProperty("state").GetString()} "
        + $"{line.GetProperty("rule").GetString() ?? line.GetProperty("why").GetString()}");

    private async Task<List<(string DocRef, string StatementLine, int Version)>> UsedAsync() => await april.Host.ReadAsync(async db =>
        (await db.Set<MatchedLedgerLine>().OrderBy(line => line.DocRef).ToListAsync())
        .ConvertAll(line => (line.DocRef, line.StatementLine!, line.Version)));
}
