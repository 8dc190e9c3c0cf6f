using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Recharging.Tests.Ledgers;

namespace Recharging.Tests.AgreementOfBalances;

/// <summary>The first quarter of 2023/24 from run to signature: a charge that the island posts a month late, a payment on its way at the
/// quarter's end, a late answer, and what is learned after both have signed.</summary>
public sealed class QuarterTests(YearHost year) : IClassFixture<YearHost>
{
    private const string Q1 = "/agreement-of-balances/2023-24-Q1";
    private const decimal Paid = 100_000m;

    private readonly Dictionary<(string Council, string Account), decimal> _closing = [];

    private HttpClient Sarah => year.Host.Officer("IWC", "Sarah Delegate", "s151-delegate");

    [Fact]
    public async Task Quarter_IsAgreedLate_SignedByBoth_AndKeptAsItWas()
    {
        await year.OnAsync(Given.Day("2023-06-08"));
        (await YearHost.RefusedAsync(year.Hcc, $"{Q1}/statements")).ShouldBe("quarter-not-over");
        foreach (var name in new[] { "hannah-finance", "sam-delegate" })
        {
            await year.Host.DeliverAsync($"joint-person/{name}", 1, Keys.OnePerson(name));
        }

        await RunTheQuarterAsync();
        var pack = await TieAsync();
        await ExchangeAsync();
        await SignAsync();
        await LearnLaterAsync();
        pack.GetProperty("isAgreed").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("GET", "/agreement-of-balances/2023-24-Q9", "auditor", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/agreement-of-balances/2025-26-Q1?version=1", "auditor", HttpStatusCode.NotFound)]
    [InlineData("GET", "/agreement-of-balances/2025-26-Q1", "adviser", HttpStatusCode.Forbidden)]
    [InlineData("GET", "/agreement-of-balances/2025-26-Q1", "auditor", HttpStatusCode.OK)]
    [InlineData("GET", "/agreement-of-balances", "auditor", HttpStatusCode.OK)]
    [InlineData("GET", "/agreement-of-balances/terms", "auditor", HttpStatusCode.OK)]
    [InlineData("POST", "/agreement-of-balances/2025-26-Q1/statements", "auditor", HttpStatusCode.Forbidden)]
    [InlineData("POST", "/agreement-of-balances/2025-26-Q9/statements", "finance-officer", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/agreement-of-balances/2021-22-Q1/statements", "finance-officer", HttpStatusCode.Conflict)]
    [InlineData("POST", "/agreement-of-balances/2025-26-Q1/responses", "auditor", HttpStatusCode.Forbidden)]
    [InlineData("POST", "/agreement-of-balances/2025-26-Q1/responses", "finance-officer", HttpStatusCode.Conflict)]
    [InlineData("POST", "/agreement-of-balances/2025-26-Q1/signatures", "finance-officer", HttpStatusCode.Forbidden)]
    [InlineData("POST", "/agreement-of-balances/2025-26-Q1/signatures", "s151-delegate", HttpStatusCode.Conflict)]
    public async Task Agreement_IsAnswered(string verb, string path, string role, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), AprilHost.Api + path);
        request.Content = verb == "GET" ? null : path.EndsWith("responses", StringComparison.Ordinal)
            ? JsonContent.Create(new { statementVersion = 1, agreed = true })
            : path.EndsWith("signatures", StringComparison.Ordinal) ? JsonContent.Create(new { sha256 = "0" })
            : JsonContent.Create(new { });

        using var answer = await year.Host.Client("HCC", role).SendAsync(request);

        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("UPDATE signed_packs SET content = '{}'")]
    [InlineData("DELETE FROM signed_packs")]
    [InlineData("UPDATE pack_signatures SET signed_by = 'x'")]
    [InlineData("DELETE FROM balance_responses")]
    [InlineData("UPDATE balance_statements SET balance_pence = 0")]
    [InlineData("UPDATE balance_terms SET version = 9")]
    public async Task Agreement_ChangedByTheServicesOwnRole_IsRefusedByTheDatabase(string statement)
    {
        foreach (var role in new[] { "recharging_api", "recharging_worker" })
        {
            await using var connection = await year.Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var act = new NpgsqlCommand($"SET LOCAL ROLE {role}; {statement}", connection, transaction);

            (await Should.ThrowAsync<PostgresException>(() => act.ExecuteNonQueryAsync())).SqlState
                .ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        }
    }

    [Fact]
    public async Task Terms_AreVersioned_AndOddOnesAreMalformed()
    {
        var usual = JsonSerializer.SerializeToNode((await AprilHost.GetAsync(Sarah, "/agreement-of-balances/terms")).GetProperty("terms"))!;
        async Task<HttpStatusCode> PutAsync(HttpClient officer, Action<System.Text.Json.Nodes.JsonNode> change)
        {
            var changed = usual.DeepClone();
            change(changed);
            using var answer = await officer.PutAsJsonAsync($"{AprilHost.Api}/agreement-of-balances/terms", changed);
            return answer.StatusCode;
        }

        (await PutAsync(year.Hcc, terms => terms["sendBalancesGbp"] = 1000m)).ShouldBe(HttpStatusCode.Forbidden);
        (await PutAsync(Sarah, terms => terms["sendBalancesGbp"] = 300_001m)).ShouldBe(HttpStatusCode.BadRequest);
        (await PutAsync(Sarah, terms => terms["responseWorkingDays"] = 0)).ShouldBe(HttpStatusCode.BadRequest);
        (await PutAsync(Sarah, terms => terms["milestones"]![0]!["onDay"] = "02-30")).ShouldBe(HttpStatusCode.BadRequest);
        // One delegate asks, and asks again; it holds once the other council's asks for the same.
        (await PutAsync(Sarah, terms => terms["sendBalancesGbp"] = 2400m)).ShouldBe(HttpStatusCode.Accepted);
        (await PutAsync(Sarah, terms => terms["sendBalancesGbp"] = 2400m)).ShouldBe(HttpStatusCode.Accepted);
        var asked = await AprilHost.GetAsync(year.Delegate, "/agreement-of-balances/terms");
        asked.GetProperty("version").GetInt32().ShouldBe(0);
        asked.GetProperty("waiting").GetProperty("askedBy").GetString().ShouldBe("Sarah Delegate");
        (await PutAsync(year.Delegate, terms => terms["sendBalancesGbp"] = 2300m)).ShouldBe(HttpStatusCode.Accepted);
        (await PutAsync(Sarah, terms => terms["sendBalancesGbp"] = 2300m)).ShouldBe(HttpStatusCode.OK);
        var held = await AprilHost.GetAsync(year.Delegate, "/agreement-of-balances/terms");
        held.GetProperty("setBy").GetString().ShouldBe("Sarah Delegate");
        held.GetProperty("waiting").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private async Task RunTheQuarterAsync()
    {
        foreach (var (period, day) in new[] { ("2023/24-P01", "2023-05-09"), ("2023/24-P02", "2023-06-08"), ("2023/24-P03", "2023-07-07") })
        {
            await year.OnAsync(Given.Day(day));
            await year.IssueAsync(period);
            await year.SettleAsync($"ST-{period.Replace('/', '-')}");
            var isJune = period.EndsWith("P03", StringComparison.Ordinal);
            await PostAsync("HCC", period, late: null,
                isJune ? Payment("HCC", "BK-502", "2023-07-03", "2023/24-P04", "19200", "90000", -Paid) : []);
            await PostAsync("IWC", period, isJune ? "ST2324P03-001" : null,
                isJune ? Payment("IWC", "PAY-77", "2023-06-29", "2023/24-P03", "B8010", "Z9900", Paid) : []);
            await AprilHost.PostAsync(year.Hcc, $"/statements/ST-{period.Replace('/', '-')}/reconciliation");
        }
    }

    // Both councils read the same; what differs is the late charge and the payment, to the penny.
    private async Task<JsonElement> TieAsync()
    {
        var hcc = await AprilHost.GetAsync(year.Hcc, Q1);
        (await AprilHost.GetAsync(Sarah, Q1)).ToString().ShouldBe(hcc.ToString());
        var pack = hcc.GetProperty("pack");
        Gbp(pack, "differenceGbp").ShouldBe(_closing.Values.Sum());
        Gbp(pack, "remainsGbp").ShouldBe(0m, pack.ToString());
        var late = Gbp(pack, "differenceGbp") - Paid;
        late.ShouldBeGreaterThan(100_000m);
        pack.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("receivable").GetString(),
            item.GetProperty("reason").GetString(), Gbp(item, "amountGbp"))).ShouldBe([("HCC", "timing", late), ("HCC", "timing", Paid)]);
        pack.GetProperty("notSent").GetArrayLength().ShouldBe(0);
        pack.GetProperty("notReconciled").GetArrayLength().ShouldBe(0);
        foreach (var side in pack.GetProperty("sides").EnumerateArray().Select(side => side.GetProperty("figures")))
        {
            (Gbp(side, "receivableGbp") - Gbp(side, "payableGbp")).ShouldBe(Gbp(side, "explainedGbp") + Gbp(side, "remainsGbp"));
            Gbp(side, "incomeRemainsGbp").ShouldBe(0m);
            Gbp(side, "incomeGbp").ShouldBe(Gbp(side, "expenditureGbp"));
        }

        pack.GetProperty("sides")[0].GetProperty("mustAgree").GetBoolean().ShouldBeTrue();
        return hcc;
    }

    private async Task ExchangeAsync()
    {
        await year.OnAsync(Given.Day("2023-07-12"));
        var sent = await AprilHost.PostAsync(year.Hcc, $"{Q1}/statements");
        (sent.GetProperty("isLate").GetBoolean(), sent.GetProperty("answerBy").GetString(), sent.GetProperty("mustAgree").GetBoolean())
            .ShouldBe((false, "2023-07-19", true));
        (await YearHost.RefusedAsync(year.Hcc, $"{Q1}/statements")).ShouldBe("statement-unchanged");
        (await YearHost.RefusedAsync(year.Iwc, $"{Q1}/responses", new { statementVersion = 2, agreed = true }))
            .ShouldBe("no-such-statement");
        foreach (var (reason, amount) in new[] { ("mood", 1m), ("timing", 1.001m) })
        {
            (await YearHost.RefusedAsync(year.Iwc, $"{Q1}/responses", new { statementVersion = 1, agreed = false, mismatches =
                new[] { new { of = "balances", reason, amountGbp = amount, sentence = "Ours." } } })).ShouldBe("400");
        }

        var not = await AprilHost.PostAsync(year.Iwc, $"{Q1}/responses", new
        {
            statementVersion = 1,
            agreed = false,
            mismatches = new[] { new { of = "balances", reason = "timing", amountGbp = Paid, sentence = "Paid on 29 June." } },
            remark = "We look for the rest.",
        });
        (not.GetProperty("isLate").GetBoolean(), Gbp(not, "remainsGbp")).ShouldBe((false, _closing.Values.Sum() - Paid));
        (await YearHost.RefusedAsync(year.Delegate, $"{Q1}/signatures", new { sha256 = await HashAsync() })).ShouldBe("pack-not-agreed");
        await year.OnAsync(Given.Day("2023-07-13"));
        (await AprilHost.PostAsync(year.Iwc, $"{Q1}/statements")).GetProperty("isLate").GetBoolean().ShouldBeTrue();
        (await AprilHost.PostAsync(year.Hcc, $"{Q1}/responses", new { statementVersion = 1, agreed = true })).GetProperty("isLate")
            .GetBoolean().ShouldBeFalse();
        await year.OnAsync(Given.Day("2023-07-20"));
        (await YearHost.RefusedAsync(
            year.Host.Officer("IWC", "Hannah Finance", "finance-officer"), $"{Q1}/responses", new { statementVersion = 1, agreed = true }))
            .ShouldBe("one-person");
        (await AprilHost.PostAsync(year.Iwc, $"{Q1}/responses", new { statementVersion = 1, agreed = true })).GetProperty("isLate")
            .GetBoolean().ShouldBeTrue();
        (await YearHost.RefusedAsync(year.Iwc, $"{Q1}/responses", new { statementVersion = 1, agreed = true })).ShouldBe("already-agreed");
        (await AprilHost.GetAsync(year.Hcc, Q1)).GetProperty("pack").GetProperty("log").EnumerateArray()
            .Select(entry => (entry.GetProperty("council").GetString(), entry.GetProperty("what").GetString(),
                entry.GetProperty("isLate").GetBoolean()))
            .ShouldBe([("HCC", "statement", false), ("IWC", "notAgreed", false), ("IWC", "statement", true), ("HCC", "agreed", false),
                ("IWC", "agreed", true)]);
        (await AprilHost.GetAsync(year.Hcc, "/notices")).GetProperty("notices").EnumerateArray()
            .Count(notice => notice.GetProperty("kind").GetString() == "balance-response").ShouldBe(2);
    }

    private async Task SignAsync()
    {
        var sha256 = await HashAsync();
        (await YearHost.RefusedAsync(year.Delegate, $"{Q1}/signatures", new { sha256 = "another" })).ShouldBe("pack-changed");
        (await YearHost.RefusedAsync(year.Host.Officer("HCC", "Hannah Finance", "s151-delegate"), $"{Q1}/signatures", new { sha256 }))
            .ShouldBe("preparer-signs");
        await AprilHost.PostAsync(year.Delegate, $"{Q1}/signatures", new { sha256 });
        (await YearHost.RefusedAsync(year.Delegate, $"{Q1}/signatures", new { sha256 })).ShouldBe("already-signed");
        (await YearHost.RefusedAsync(year.Host.Officer("IWC", "Sam Delegate", "s151-delegate"), $"{Q1}/signatures", new { sha256 }))
            .ShouldBe("one-person");
        var dora = year.Host.Officer("IWC", "Dora Deputy", "finance-officer");
        await AprilHost.GetAsync(dora, "/notices");
        await AprilHost.PostAsync(Sarah, "/cover", new
        {
            officer = "dora-deputy", firstDay = "2023-07-20", lastDay = "2023-07-31",
            reason = "On leave in July.",
        });
        var signed = await AprilHost.PostAsync(
            dora, $"{Q1}/signatures", new { sha256 });
        signed.GetProperty("version").GetInt32().ShouldBe(1);
        signed.GetProperty("signatures").EnumerateArray().Select(signature => signature.GetProperty("signedBy").GetString())
            .ShouldBe(["Sam Delegate", "Dora Deputy for Sarah Delegate"]);
        var csv = await TextAsync(Q1, "text/csv");
        csv.ShouldContain("signature,2023-24-Q1,IWC");
        csv.ShouldContain("item,2023-24-Q1,HCC,,balances,Posted in another month,100000.00");
        var page = await TextAsync($"{Q1}?version=1", "text/html");
        page.ShouldContain("version 1 as signed");
        page.ShouldContain("Dora Deputy for Sarah Delegate");
        page.ShouldContain(sha256);
    }

    // A corrected balance after the signatures: the signed pack stays to the letter, another version waits for new words.
    private async Task LearnLaterAsync()
    {
        var signed = await AprilHost.GetAsync(year.Hcc, $"{Q1}?version=1");
        await AprilHost.PostAsync(year.Host.Erp("HCC", "ledger:write"), "/control-balances", new[]
        {
            new
            {
                account = "19200", partner = "IWC", period = "2023/24-P03", openingGbp = 0m,
                closingGbp = _closing[("HCC", "19200")] + 0.01m,
            },
        });

        (await AprilHost.GetAsync(year.Iwc, $"{Q1}?version=1")).ToString().ShouldBe(signed.ToString());
        var now = await AprilHost.GetAsync(year.Hcc, Q1);
        now.GetProperty("changedSinceSigned").GetBoolean().ShouldBeTrue();
        Gbp(now.GetProperty("pack"), "remainsGbp").ShouldBe(0.01m);
        now.GetProperty("pack").GetProperty("sides")[0].GetProperty("state").GetString().ShouldBe("changed");
        (await YearHost.RefusedAsync(year.Iwc, $"{Q1}/responses", new { statementVersion = 1, agreed = true }))
            .ShouldBe("statement-out-of-date");
        (await AprilHost.PostAsync(year.Hcc, $"{Q1}/statements")).GetProperty("version").GetInt32().ShouldBe(2);
        (await YearHost.RefusedAsync(year.Iwc, $"{Q1}/responses", new { statementVersion = 2, agreed = true })).ShouldBe("not-explained");
        var row = (await AprilHost.GetAsync(year.Hcc, "/agreement-of-balances"))[0];
        (row.GetProperty("statements").GetInt32(), row.GetProperty("lateResponses").GetInt32(), row.GetProperty("signedByCouncils")
            .GetArrayLength()).ShouldBe((3, 1, 2));
    }

    private async Task PostAsync(string council, string period, string? late, string[] payment)
    {
        using var erp = year.Host.Erp(council, "ledger:write", "journals:read", "journals:acknowledge");
        var batchId = $"{council}-{period[^3..]}";
        var lines = new List<string>();
        foreach (var journal in (await AprilHost.GetAsync(erp, "/journals?state=pending")).EnumerateArray().ToList())
        {
            var reference = journal.GetProperty("reference").GetString()!;
            var csv = await TextAsync($"/journals/{reference}", "text/csv", erp);
            lines.AddRange(csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim().Split(','))
                .Select(fields => InLedger(fields, batchId, fields[^1] == late)));
            await AprilHost.PostAsync(erp, $"/journals/{reference}/acknowledgements", new { stage = "posted", documentNumber = reference });
        }

        lines.AddRange(payment.Select(line => $"{batchId},{line}"));
        var file = string.Join('\n', [LedgerHost.Header, .. lines, ""]);
        using var batch = LedgerHost.Batch(
            batchId, Encoding.UTF8.GetBytes(file), lines.Sum(line => Amount(line.Split(',')[13])), lines.Count);
        using var posted = await erp.SendAsync(batch);
        var told = JsonElement.Parse(await posted.Content.ReadAsStringAsync());
        told.GetProperty("accepted").GetInt32().ShouldBe(lines.Count, told.ToString());

        var other = council == "HCC" ? "IWC" : "HCC";
        var accounts = council == "HCC" ? new[] { "19200", "29200" } : ["B7010", "B8010"];
        var balances = accounts.Select(account =>
        {
            var opening = _closing.GetValueOrDefault((council, account));
            _closing[(council, account)] = opening + lines.Select(line => line.Split(','))
                .Where(fields => fields[9] == account && fields[12] == other && fields[8] == period)
                .Sum(fields => Amount(fields[13]) - Amount(fields[14]));
            return new { account, partner = other, period, openingGbp = opening, closingGbp = _closing[(council, account)] };
        }).ToList();
        await AprilHost.PostAsync(erp, "/control-balances", balances);
    }

    private static string InLedger(string[] fields, string batchId, bool isLate)
    {
        (fields[0], fields[1], fields[2]) = (batchId, "SAP", "1000");
        if (isLate)
        {
            (fields[4], fields[7], fields[8]) = ("GL-90001", "2023-07-06", "2023/24-P04");
        }

        return string.Join(',', fields);
    }

    private static string[] Payment(string council, string document, string day, string period, string control, string bank, decimal debit)
    {
        string Line(int no, string account, string partner, decimal amount) => string.Create(CultureInfo.InvariantCulture,
            $"SAP,1000,PY,{document},{no},{day},{day},{period},{account},,,{partner},"
            + $"{Math.Max(amount, 0):0.00},{Math.Max(-amount, 0):0.00},GBP,,,,");
        return [Line(1, control, council == "HCC" ? "IWC" : "HCC", debit), Line(2, bank, "", -debit)];
    }

    private async Task<string> TextAsync(string path, string accept, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, AprilHost.Api + path) { Headers = { { "Accept", accept } } };
        using var answer = await (client ?? year.Hcc).SendAsync(request);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(accept);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<string> HashAsync() => (await AprilHost.GetAsync(year.Delegate, Q1)).GetProperty("sha256").GetString()!;

    private static decimal Gbp(JsonElement of, string name) => of.GetProperty(name).GetDecimal();

    private static decimal Amount(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
