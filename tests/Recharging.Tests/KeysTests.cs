using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Recharging.Tests.CostPools;
using Testing;

namespace Recharging.Tests;

/// <summary>
/// Who holds which key, as docs/keys.md has it. Each second key is tried by the person who turned the first, at the other council too, where
/// Governance has it on record that they are one person; then by somebody else there.
/// </summary>
public sealed class KeysTests(PoolsHost pools) : IClassFixture<PoolsHost>
{
    private const string Why = "It is not what we have on paper.";
    private const string Statement = $"/statements/{AprilHost.Statement}";
    private static readonly KeysTable Table = KeysTable.Of("Recharging");

    // A quarter takes three months: its two keys are turned where the quarter is told.
    private static readonly string[] TurnedInQuarterTests = ["AnswerBalanceStatement", "SignPack"];

    private readonly HashSet<string> turned = [.. TurnedInQuarterTests];

    private HttpClient Joan => Officer("HCC", "Joan Joint");

    private HttpClient JoanThere => Officer("IWC", "Joan Joint");

    private HttpClient Jane => Officer("HCC", "Jane Joint");

    private HttpClient JaneThere => Officer("IWC", "Jane Joint");

    private HttpClient Hal => Officer("HCC", "Hal Colleague");

    private HttpClient Ida => Officer("IWC", "Ida Other");

    [Fact]
    public void EveryOperationThatChangesSomething_IsInTheTable_WithItsRoles() =>
        Table.Said.ShouldBe(KeysTable.OperationsOf(pools.Host.Services), "docs/keys.md says who changes what, and with which key.");

    [Fact]
    public async Task OnePersonsTwoSignIns_AreOneKey_WhereverTheTableSaysTwo()
    {
        foreach (var signIn in new[] { "joan-joint", "jane-joint" })
        {
            await pools.Host.DeliverAsync($"joint-person/{signIn}", 1, Keys.OnePerson(signIn));
        }

        await RatesAsync();
        await DriversAsync();
        await OpeningAsync();
        await TermsAsync();
        await StatementAsync();
        await AccrualAsync();

        turned.Order().ShouldBe(Table.OfTwoCouncils.Order());
    }

    private async Task RatesAsync()
    {
        const string Columns = "spine,point,annual_gbp,effective_from,status,agreed_on,source\n";
        foreach (var (operation, word) in new[] { ("RejectRateLoad", "rejection"), ("ConfirmRateLoad", "confirmation") })
        {
            var load = await LoadAsync("/rates/spine", $"{Columns}NJC,99,50000,2023-04-01,agreed,,A circular\n");
            await TurnAsync(operation, $"/rate-loads/{load.GetProperty("waits").GetProperty("id").GetString()}/{word}",
                word == "rejection" ? new { reason = Why } : new { }, own: Hal);
        }
    }

    private async Task DriversAsync()
    {
        const string Columns = "driver,agreement,pool,party,period,measured_on,quantity,source\n";
        foreach (var (operation, word) in new[] { ("RejectDriverProposal", "rejection"), ("AcceptDriverProposal", "acceptance") })
        {
            var told = await LoadAsync("/drivers", $"{Columns}caseload,SP-2018,,IWC,2023/24-P01,,100,Return\n");
            await TurnAsync(operation, $"/driver-proposals/{told.GetProperty("proposals")[0].GetProperty("id").GetString()}/{word}",
                word == "rejection" ? new { reason = Why } : new { }, own: word == "rejection" ? null : Hal);
        }
    }

    private async Task OpeningAsync()
    {
        foreach (var (council, account, partner) in new[] { ("HCC", "19200", "IWC"), ("IWC", "B8010", "HCC") })
        {
            await AprilHost.PostAsync(pools.Host.Erp(council, "ledger:write"), "/control-balances",
                new object[] { new { account, partner, period = "2023/24-P01", openingGbp = 0m, closingGbp = 0m } });
        }

        var sha256 = (await AprilHost.GetAsync(Joan, "/opening-balances")).GetProperty("position").GetProperty("sha256").GetString();
        await AprilHost.PostAsync(Joan, "/opening-balances/confirmations", new { sha256 });
        await TurnAsync("ConfirmOpening", "/opening-balances/confirmations", new { sha256 }, own: Hal);
    }

    private async Task TermsAsync()
    {
        const string Terms = "/agreement-of-balances/terms";
        var asked = System.Text.Json.Nodes.JsonNode.Parse((await AprilHost.GetAsync(Joan, Terms)).GetProperty("terms").ToString())!;
        asked["sendBalancesGbp"] = 2_000m;
        (await PutAsync(Joan)).ShouldBe(HttpStatusCode.Accepted);
        (await PutAsync(Hal)).ShouldBe(HttpStatusCode.Accepted);
        (await PutAsync(Joan)).ShouldBe(HttpStatusCode.Accepted);
        (await PutAsync(JoanThere)).ShouldBe(HttpStatusCode.Conflict);
        (await PutAsync(Ida)).ShouldBe(HttpStatusCode.OK);
        turned.Add("SetBalanceTerms");

        async Task<HttpStatusCode> PutAsync(HttpClient officer)
        {
            using var answer = await officer.PutAsJsonAsync(AprilHost.Api + Terms, asked);
            return answer.StatusCode;
        }
    }

    private async Task StatementAsync()
    {
        var run = (await AprilHost.PostAsync(Joan, "/runs", new { period = "2023/24-P01" })).GetProperty("id").GetString();
        await TurnAsync("ReviewRun", $"/runs/{run}/review", new { }, own: Hal);
        await TurnAsync("IssueRun", $"/runs/{run}/issue", new { }, own: null);
        var lines = (await AprilHost.GetAsync(Ida, Statement)).GetProperty("lines").EnumerateArray()
            .Where(line => line.GetProperty("payer").GetString() == "IWC" && line.GetProperty("amountGbp").GetDecimal() > 100m)
            .Select(line => line.GetProperty("reference").GetString()!).ToList();

        await TurnAsync("AgreeLine", $"{Statement}/lines/{lines[0]}/agreement", new { }, own: Hal);
        await AprilHost.PostAsync(Ida, $"{Statement}/lines/{lines[1]}/dispute",
            new { reason = "rate", disputedGbp = 10m, explanation = "Two points below the one charged." });
        var dispute = $"/disputes/DP{lines[1][2..]}";
        await AprilHost.PostAsync(Joan, $"{dispute}/resolution", new { acceptedGbp = 4m, reason = Why });
        await TurnAsync("ConfirmResolution", $"{dispute}/confirmation", new { }, own: Hal);
        await TurnAsync("AgreeLines", $"{Statement}/agreements", new { lines = new[] { lines[2] } }, own: Hal);
        await AprilHost.PostAsync(Ida, $"{Statement}/agreements", new { all = true });
        await AprilHost.PostAsync(Hal, $"{Statement}/agreements", new { all = true });
        await AprilHost.PostAsync(Hal, $"{Statement}/settlement");

        await TurnAsync("ClosePeriod", "/periods/2023-24-P01/closing", new { }, own: null, by: Jane);
        await RefusedAsync(JaneThere, "/periods/2023-24-P01/reopening", new { reason = Why });
        await RefusedAsync(Hal, "/periods/2023-24-P01/reopening", new { reason = Why });
        await AprilHost.PostAsync(Ida, "/periods/2023-24-P01/reopening", new { reason = Why });
        turned.Add("ReopenPeriod");
    }

    private async Task AccrualAsync()
    {
        await pools.Host.SetClockAsync(new DateTimeOffset(2023, 5, 31, 9, 0, 0, TimeSpan.Zero));
        await AprilHost.PostAsync(Joan, "/accruals", new { period = "2023/24-P02" });
        await TurnAsync("ApproveAccrual", "/accruals/2023-24-P02/approval", new { }, own: Hal);
    }

    /// <summary>Joan turned the first key: she turns no second, here or there, nor does her own council where the other is asked.</summary>
    /// <param name="own">A colleague of hers who may not turn it either; null where they may.</param>
    /// <param name="by">Who turns it; somebody else of the other council, when nobody is said.</param>
    private async Task TurnAsync(string operation, string path, object body, HttpClient? own, HttpClient? by = null)
    {
        await RefusedAsync(Joan, path, body);
        await RefusedAsync(JoanThere, path, body);
        if (own is not null)
        {
            await RefusedAsync(own, path, body);
        }

        await AprilHost.PostAsync(by ?? Ida, path, body);
        turned.Add(operation);
    }

    private static async Task RefusedAsync(HttpClient officer, string path, object body) =>
        new[] { HttpStatusCode.Conflict, HttpStatusCode.Forbidden }.ShouldContain(await StatusAsync(officer, path, body), path);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient officer, string path, object body)
    {
        using var answer = await officer.PostAsJsonAsync(AprilHost.Api + path, body);
        return answer.StatusCode;
    }

    private async Task<JsonElement> LoadAsync(string path, string csv)
    {
        using var body = new StringContent(csv, Encoding.UTF8, "text/csv");
        using var answer = await Joan.PostAsync(AprilHost.Api + path, body);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    private HttpClient Officer(string council, string name) => pools.Host.Officer(council, name, "finance-officer", "s151-delegate");
}
