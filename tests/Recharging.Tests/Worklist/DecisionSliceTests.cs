using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Recharging.Matching.Differences;
using Recharging.Reconciling;

namespace Recharging.Tests.Worklist;

/// <summary>Decisions through the API, on April in both ledgers. Each test works on statement lines of its own.</summary>
public sealed class DecisionSliceTests(AprilInBothLedgers april) : IClassFixture<AprilInBothLedgers>
{
    private const string Why = "As agreed with the other council by telephone.";

    [Fact]
    public async Task AMatchIsUndone_MadeByHand_AndUndoneAgain_AndEachStepIsTheNextVersion()
    {
        var before = await AprilHost.PostAsync(april.Hcc, AprilInBothLedgers.Reconciliation);
        var line = LineOf(before, "ST2324P01-001", "IWC");

        var undone = await AprilHost.PostAsync(
            april.Iwc, $"{AprilInBothLedgers.Decisions}/undone-matches", new { statementLine = "ST2324P01-001", reason = Why });
        undone.GetProperty("version").GetInt32().ShouldBe(before.GetProperty("version").GetInt32() + 1);
        LineOf(await ReadAsync(), "ST2324P01-001", "IWC").ValueKind.ShouldBe(JsonValueKind.Undefined);

        var matched = await AprilHost.PostAsync(april.Iwc, $"{AprilInBothLedgers.Decisions}/matches", Match("ST2324P01-001", line));
        var now = await ReadAsync();
        Of(now, "ST2324P01-001").GetProperty("decisions")[0].GetProperty("by").GetString().ShouldBe("Ivan Finance");
        Of(now, "ST2324P01-001").GetProperty("rule").GetString().ShouldBe("decided");

        using var again = await PostAsync(april.Host.Officer("IWC", "Ida Finance", "finance-officer"), "matches", Match("ST2324P01-001", line));
        ((int)again.StatusCode).ShouldBe(409);
        (await again.Content.ReadAsStringAsync()).ShouldContain("Ivan Finance, IWC, on 9 May 2023");

        var undo = await AprilHost.PostAsync(
            april.Iwc, $"{AprilInBothLedgers.Decisions}/{matched.GetProperty("decision").GetInt32()}/undo", new { reason = Why });
        undo.GetProperty("kind").GetString().ShouldBe("undo");
        var trace = (await AprilHost.GetAsync(april.Hcc, AprilInBothLedgers.Decisions)).EnumerateArray().ToList();
        trace.Single(row => row.GetProperty("number").GetInt32() == matched.GetProperty("decision").GetInt32())
            .GetProperty("state").GetString().ShouldBe("undone");
        (await AprilHost.GetAsync(april.Iwc, AprilInBothLedgers.Decisions)).ToString()
            .ShouldBe((await AprilHost.GetAsync(april.Hcc, AprilInBothLedgers.Decisions)).ToString());
        var used = await april.Host.ReadAsync(db => db.Set<MatchedLedgerLine>().Where(row => row.StatementLine == "ST2324P01-001").ToListAsync());
        used.ShouldAllBe(row => row.Council == "HCC");
    }

    [Fact]
    public async Task AStraySplitInTwo_IsWrittenOffInPart_AndTheRestWaitsForApproval()
    {
        var before = (await AprilHost.PostAsync(april.Hcc, AprilInBothLedgers.Reconciliation)).GetProperty("unexplainedGbp").GetDecimal();
        await april.PostLineAsync("HCC", "STRAY-1", 20.40m);
        await april.SendBalancesAsync();
        await AprilHost.PostAsync(april.Hcc, AprilInBothLedgers.Reconciliation);

        await AprilHost.PostAsync(
            april.Hcc, $"{AprilInBothLedgers.Decisions}/splits",
            new { line = new { docRef = "STRAY-1", lineNo = 1 }, partsGbp = new[] { 0.40m, 20m }, reason = Why });
        var alarms = (await ReadAsync()).GetProperty("alarms").EnumerateArray()
            .Where(alarm => alarm.GetProperty("sentence").GetString()!.Contains("STRAY-1", StringComparison.Ordinal)).ToList();
        alarms.Count.ShouldBe(2);

        var small = await AprilHost.PostAsync(
            april.Hcc, $"{AprilInBothLedgers.Decisions}/write-offs", WriteOff(alarms, 0.40m));
        small.GetProperty("waits").GetBoolean().ShouldBeFalse();
        var large = await AprilHost.PostAsync(
            april.Hcc, $"{AprilInBothLedgers.Decisions}/write-offs", WriteOff(alarms, 20m));
        large.GetProperty("waits").GetBoolean().ShouldBeTrue();
        (await ReadAsync()).GetProperty("unexplainedGbp").GetDecimal().ShouldBe(before + 20m);

        var approval = $"{large.GetProperty("decision").GetInt32()}/approval";
        using var herself = await PostAsync(april.Host.Officer("HCC", "Hannah Finance", "s151-delegate"), approval, new { reason = Why });
        ((int)herself.StatusCode).ShouldBe(409);
        using var other = await PostAsync(april.IwcDelegate, approval, new { reason = Why });
        ((int)other.StatusCode).ShouldBe(403);
        var approved = await AprilHost.PostAsync(april.Delegate, $"{AprilInBothLedgers.Decisions}/{approval}", new { reason = Why });

        approved.GetProperty("unexplainedGbp").GetDecimal().ShouldBe(before);
        var item = (await ReadAsync()).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("amountGbp").GetDecimal() == 20m);
        item.GetProperty("reason").GetString().ShouldBe("out_of_scope");
        item.GetProperty("writtenOff").GetProperty("by").GetString().ShouldBe("Hannah Finance");
        item.GetProperty("writtenOff").GetProperty("approvedBy").GetString().ShouldBe("Sam Delegate");
        (await AprilHost.GetAsync(april.Iwc, "/reports/unmatched")).GetProperty("rows").EnumerateArray()
            .Where(row => row.GetProperty("entry").GetString() == "item").Select(row => row.GetProperty("amountGbp").GetDecimal())
            .ShouldNotContain(20m);
    }

    [Fact]
    public async Task ADecision_ByWhoMayNot_IsForbidden()
    {
        await AprilHost.PostAsync(april.Hcc, AprilInBothLedgers.Reconciliation);
        var line = LineOf(await ReadAsync(), "ST2324P01-002", "IWC");

        using var auditor = await PostAsync(april.Host.Client("HCC", "auditor"), "matches", Match("ST2324P01-002", line));
        ((int)auditor.StatusCode).ShouldBe(403);
        using var theirs = await PostAsync(april.Hcc, "matches", Match("ST2324P01-002", line));
        ((int)theirs.StatusCode).ShouldBe(403);
        (await theirs.Content.ReadAsStringAsync()).ShouldContain("IWC's ledger");
    }

    [Fact]
    public async Task ADecision_OnAStatementThatIsNotThere_Is404()
    {
        foreach (var path in new[] { "matches", "splits", "undone-matches", "write-offs", "owners", "1/undo", "1/approval", "1/rejection",
            "adopted-proposals", "rejected-proposals" })
        {
            using var answer = await april.Host.Officer("HCC", "Hal", "finance-officer", "s151-delegate").PostAsJsonAsync(
                $"{AprilHost.Api}/statements/ST-2031-32-P01/decisions/{path}",
                new
                {
                    statementLines = new[] { "ST3132P01-001" }, statementLine = "ST3132P01-001", lines = new[] { new { docRef = "D", lineNo = 1 } },
                    line = new { docRef = "D", lineNo = 1 }, partsGbp = new[] { 1m, 1m }, item = "IT-1", proposal = "PR-1", ownerSignIn = "ida-finance", reason = Why
                }.Only(path));
            ((int)answer.StatusCode).ShouldBe(404, path);
        }
    }

    [Fact]
    public async Task ADecision_ThatIsMalformed_SaysWhichField()
    {
        await AprilHost.PostAsync(april.Hcc, AprilInBothLedgers.Reconciliation);
        await MalformedAsync("matches", "Reason", new { statementLines = new[] { "ST2324P01-002" }, lines = new[] { new { docRef = "D", lineNo = 1 } }, reason = "short" });
        await MalformedAsync("matches", "lines", new { statementLines = new[] { "ST2324P01-002" }, lines = Array.Empty<object>(), reason = Why });
        await MalformedAsync("matches", "lines", new { statementLines = new[] { "ST2324P01-002" }, lines = new[] { new { docRef = "NONE", lineNo = 1 } }, reason = Why });
        await MalformedAsync("matches", "statementLines", new { statementLines = new[] { "ST2324P01-999" }, lines = new[] { new { docRef = "D", lineNo = 1 } }, reason = Why });
        await MalformedAsync("splits", "partsGbp", new { line = new { docRef = "D", lineNo = 1 }, partsGbp = new[] { 0.001m, 1m }, reason = Why });
        await MalformedAsync("splits", "line", new { line = new { docRef = "NONE", lineNo = 1 }, partsGbp = new[] { 1m, 1m }, reason = Why });
        await MalformedAsync("undone-matches", "statementLine", new { statementLine = "ST2324P01-999", reason = Why });
        await MalformedAsync("adopted-proposals", "proposal", new { proposal = "PR-NONE", reason = Why });
        await MalformedAsync("adopted-proposals", "Reason", new { proposal = "PR-NONE", reason = "short" });
        await MalformedAsync("rejected-proposals", "proposal", new { proposal = "PR-NONE", reason = Why });
        await MalformedAsync("write-offs", "item", new { item = "IT-NONE", reason = Why });
        await MalformedAsync("owners", "item", new { item = "IT-NONE", ownerSignIn = "hal", reason = Why });
    }

    private async Task MalformedAsync(string path, string field, object body)
    {
        using var answer = await PostAsync(april.Hcc, path, body);
        var told = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(400, told);
        JsonElement.Parse(told).GetProperty("errors").EnumerateObject().Select(error => error.Name)
            .ShouldContain(name => string.Equals(name, field, StringComparison.OrdinalIgnoreCase), told);
    }

    private Task<JsonElement> ReadAsync() => AprilHost.GetAsync(april.Hcc, AprilInBothLedgers.Reconciliation);

    private static Task<HttpResponseMessage> PostAsync(HttpClient officer, string path, object body) =>
        officer.PostAsJsonAsync($"{AprilHost.Api}{AprilInBothLedgers.Decisions}/{path}", body);

    private static JsonElement Of(JsonElement reconciliation, string statementLine) => reconciliation.GetProperty("matches").EnumerateArray()
        .Single(match => match.GetProperty("statementLine").GetString() == statementLine);

    private static JsonElement LineOf(JsonElement reconciliation, string statementLine, string council) =>
        Of(reconciliation, statementLine).GetProperty("lines").EnumerateArray()
            .FirstOrDefault(line => line.GetProperty("council").GetString() == council);

    private static object Match(string statementLine, JsonElement line) => new
    {
        statementLines = new[] { statementLine },
        lines = new[]
        {
            new
            {
                council = line.GetProperty("council").GetString(), docRef = line.GetProperty("docRef").GetString(),
                lineNo = line.GetProperty("lineNo").GetInt32()
            }
        },
        reason = Why
    };

    private static object WriteOff(List<JsonElement> alarms, decimal pounds) => new
    {
        item = alarms.Single(alarm => alarm.GetProperty("amountGbp").GetDecimal() == pounds).GetProperty("id").GetString(),
        reasonCode = "out_of_scope",
        reason = Why
    };
}
