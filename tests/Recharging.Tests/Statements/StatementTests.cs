using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Recharging.Ledgers;
using Recharging.Tests.Ledgers;

namespace Recharging.Tests.Statements;

/// <summary>An issued month: what each council may say of it, what the database refuses, and how it reaches the ledgers.</summary>
public sealed class StatementTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    private const string Statement = $"/statements/{AprilHost.Statement}";

    [Fact]
    public async Task Statement_MarkedSettledAndCollected_BalancesInBothBooks()
    {
        var before = await AprilHost.GetAsync(april.Hcc, Statement);
        var ended = Line(before, "SEC-2023-0006");
        (await StatusAsync(april.Hcc, $"{Statement}/settlement")).ShouldBe(HttpStatusCode.Conflict);

        (await StatusAsync(april.Hcc, $"{Statement}/lines/{ended}/agreement")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(april.Hcc, $"{Statement}/lines/{ended}/dispute", Dispute("rate", 250m))).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(april.Iwc, $"{Statement}/lines/{ended}/dispute", Dispute("mood", 250m))).ShouldBe(HttpStatusCode.Conflict);
        (await StatusAsync(april.Iwc, $"{Statement}/lines/{ended}/dispute", Dispute("rate", 0m))).ShouldBe(HttpStatusCode.Conflict);
        (await StatusAsync(april.Iwc, $"{Statement}/lines/{ended}/dispute", Dispute("rate", 0.001m))).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(april.Iwc, $"{Statement}/lines/{ended}/dispute", Dispute("rate", 250m, "No.")))
            .ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(april.Iwc, $"{Statement}/lines/{ended}/dispute", Dispute("rate", 999_999m))).ShouldBe(HttpStatusCode.Conflict);
        (await StatusAsync(april.Iwc, $"{Statement}/lines/ST2324P01-099/dispute", Dispute("rate", 250m))).ShouldBe(HttpStatusCode.NotFound);
        var disputed = await AprilHost.PostAsync(april.Iwc, $"{Statement}/lines/{ended}/dispute", Dispute("rate", 250m));
        disputed.GetProperty("state").GetString().ShouldBe("partDisputed");
        (await april.Host.ToldAsync<Contracts.LineDisputed>(AprilHost.Statement)).ShouldHaveSingleItem().DisputedGbp.ShouldBe(250m);

        (await StatusAsync(april.Iwc, $"{Statement}/agreements", new { })).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(april.Iwc, $"{Statement}/agreements", new { lines = new[] { "ST2324P01-099" } }))
            .ShouldBe(HttpStatusCode.BadRequest);
        (await AprilHost.PostAsync(april.Iwc, $"{Statement}/agreements", new { all = true })).GetProperty("agreed").GetArrayLength()
            .ShouldBe(7);
        var mine = Line(before, "SEC-2022-0004");
        await AprilHost.PostAsync(april.Hcc, $"{Statement}/lines/{mine}/agreement");
        (await StatusAsync(april.Hcc, $"{Statement}/lines/{mine}/agreement")).ShouldBe(HttpStatusCode.Conflict);
        await AprilHost.PostAsync(april.Hcc, $"{Statement}/agreements", new { lines = new[] { Line(before, "SEC-2022-0005") } });

        var marked = await AprilHost.GetAsync(april.Hcc, Statement);
        marked.GetProperty("state").GetString().ShouldBe("marked");
        marked.GetProperty("lines").EnumerateArray().Count(line => line.GetProperty("state").GetString() == "agreed").ShouldBe(9);

        (await StatusAsync(april.Host.Client("IWC", "auditor"), $"{Statement}/settlement")).ShouldBe(HttpStatusCode.Forbidden);
        var settled = await AprilHost.PostAsync(april.Hcc, $"{Statement}/settlement");
        (await StatusAsync(april.Iwc, $"{Statement}/settlement")).ShouldBe(HttpStatusCode.Conflict);
        (await StatusAsync(april.Iwc, $"{Statement}/lines/{ended}/dispute", Dispute("rate", 251m))).ShouldBe(HttpStatusCode.Conflict);
        var journals = settled.GetProperty("journals").EnumerateArray().ToList();
        journals.Select(journal => journal.GetProperty("reference").GetString())
            .ShouldBe(["JN2324P01-HCC-R", "JN2324P01-HCC-P", "JN2324P01-IWC-R", "JN2324P01-IWC-P"]);
        journals.ShouldAllBe(journal => journal.GetProperty("debitsGbp").GetDecimal() == journal.GetProperty("creditsGbp").GetDecimal());
        Debits(journals, "JN2324P01-HCC-R").ShouldBe(Debits(journals, "JN2324P01-IWC-P") + 250m);
        Debits(journals, "JN2324P01-IWC-R").ShouldBe(Debits(journals, "JN2324P01-HCC-P"));
        await CollectAsync();
    }

    [Fact]
    public async Task Posted_Line_ChangedByTheServicesOwnRole_IsRefusedByTheDatabase()
    {
        foreach (var role in new[] { "recharging_api", "recharging_worker" })
        {
            foreach (var statement in new[]
            {
                "UPDATE statement_lines SET amount_pence = 1", "DELETE FROM statement_lines",
                "UPDATE line_marks SET state = 'Agreed'", "DELETE FROM line_marks", "UPDATE facts SET body = '{}'", "DELETE FROM facts",
                "UPDATE fact_counter SET last = 0", "UPDATE journal_lines SET account = 'x'", "DELETE FROM journal_lines",
                "UPDATE receipts SET lines = 0", "DELETE FROM receipts", "UPDATE period_entries SET is_closed = false",
                "DELETE FROM period_entries", "UPDATE accrual_lines SET amount_pence = 1", "DELETE FROM accrual_lines",
                "UPDATE accruals SET minimum_pence = 1", "DELETE FROM accruals",
            })
            {
                (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(role, statement))).SqlState
                    .ShouldBe(PostgresErrorCodes.InsufficientPrivilege, statement);
            }
        }
    }

    [Fact]
    public async Task Line_WhoseComponentsAreNotItsAmount_IsRefusedByTheDatabase()
    {
        var refused = await Should.ThrowAsync<PostgresException>(() => ExecuteAsync("recharging_worker",
            """
            INSERT INTO statement_lines
            SELECT (jsonb_populate_record(line, '{"reference": "ST2324P01-999", "position": 999, "amount_pence": 1}')).*
            FROM statement_lines line LIMIT 1
            """));

        refused.ConstraintName.ShouldBe("components_are_the_amount");
    }

    [Fact]
    public async Task Postings_OfBothCouncils_BalanceAndMirror()
    {
        var hcc = await AprilHost.GetAsync(april.Hcc, $"{Statement}/postings");
        var iwc = await AprilHost.GetAsync(april.Iwc, $"{Statement}/postings");

        hcc.GetProperty("debitsGbp").GetDecimal().ShouldBe(hcc.GetProperty("creditsGbp").GetDecimal());
        iwc.GetProperty("debitsGbp").GetDecimal().ShouldBe(iwc.GetProperty("creditsGbp").GetDecimal());
        hcc.GetProperty("debitsGbp").GetDecimal().ShouldBe(iwc.GetProperty("creditsGbp").GetDecimal());
    }

    [Fact]
    public async Task Explanation_IsAlikeForBoth_ButForThePayFactWhichStaysAtHome()
    {
        var shared = Line(await AprilHost.GetAsync(april.Hcc, Statement), "shared-management");
        (await AprilHost.GetAsync(april.Iwc, $"/lines/{shared}/explanation")).GetRawText()
            .ShouldBe((await AprilHost.GetAsync(april.Hcc, $"/lines/{shared}/explanation")).GetRawText());
        var line = Line(await AprilHost.GetAsync(april.Hcc, Statement), "SEC-2022-0001");

        var hcc = await AprilHost.GetAsync(april.Hcc, $"/lines/{line}/explanation");
        var iwc = await AprilHost.GetAsync(april.Iwc, $"/lines/{line}/explanation");

        hcc.GetRawText().ShouldContain("D-2018-03-HCC");
        iwc.GetRawText().ShouldContain("D-2018-03-HCC");
        Leaves(iwc.GetProperty("explanation").GetProperty("amount"))
            .Where(leaf => leaf.GetProperty("step").GetString() == "pay-fact")
            .ShouldAllBe(leaf => leaf.GetProperty("value").ValueKind == JsonValueKind.Null);
        var pay = Leaves(hcc.GetProperty("explanation").GetProperty("amount"))
            .First(leaf => leaf.GetProperty("step").GetString() == "pay-fact");
        var number = pay.GetProperty("source").GetString()!.Split(' ')[1];
        (await AprilHost.GetAsync(april.Hcc, $"/facts/{number}")).GetProperty("sha256").GetString()
            .ShouldBe(pay.GetProperty("sha256").GetString());
        using var private_ = await april.Iwc.GetAsync($"{AprilHost.Api}/facts/{number}");
        private_.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/statements/ST-2030-31-P01", HttpStatusCode.NotFound)]
    [InlineData("/statements/ST-2030-31-P01/postings", HttpStatusCode.NotFound)]
    [InlineData("/lines/ST3031P01-001/explanation", HttpStatusCode.NotFound)]
    [InlineData("/journals/JN3031P01-HCC-R", HttpStatusCode.NotFound)]
    [InlineData("/journals?state=lost", HttpStatusCode.BadRequest)]
    [InlineData("/statements", HttpStatusCode.OK)]
    [InlineData("/runs", HttpStatusCode.OK)]
    [InlineData("/coding", HttpStatusCode.OK)]
    [InlineData("/masters/periods", HttpStatusCode.OK)]
    [InlineData("/masters/wishes", HttpStatusCode.NotFound)]
    [InlineData("/rates/spine", HttpStatusCode.OK)]
    [InlineData("/rates/wishes", HttpStatusCode.NotFound)]
    [InlineData("/facts/999999", HttpStatusCode.NotFound)]
    public async Task Reading_IsAnswered(string path, HttpStatusCode expected)
    {
        using var answer = await april.Hcc.GetAsync(AprilHost.Api + path);

        answer.StatusCode.ShouldBe(expected);
    }

    private async Task CollectAsync()
    {
        var erp = april.Host.Erp("IWC", "journals:read", "journals:acknowledge");
        const string Journal = "/journals/JN2324P01-IWC-P";
        using var foreign = await april.Host.Erp("HCC", "journals:read").GetAsync(AprilHost.Api + Journal);
        foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var scopeless = await april.Host.Erp("IWC", "ledger:write").GetAsync(AprilHost.Api + Journal);
        scopeless.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var request = new HttpRequestMessage(HttpMethod.Get, AprilHost.Api + Journal) { Headers = { { "Accept", "text/csv" } } };
        using var csv = await erp.SendAsync(request);
        var rows = (await csv.Content.ReadAsStringAsync()).Split('\n',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        rows[0].ShouldBe("batch_id,source_system,entity,doc_type,doc_ref,line_no,doc_date,posting_date,period,account,cost_centre,project,"
            + "partner,debit,credit,currency,vat_code,vat_amount,text,external_line_id");
        rows[1].ShouldBe("JN2324P01-IWC-P,SHARED-SERVICES,IWC,RC,JN2324P01-IWC-P,1,2023-05-09,2023-04-30,2023/24-P01,B8010,C3100,,"
            + "HCC,0.00,136666.67,GBP,VO,0.00,Shared management,ST2324P01-001");
        await ReadBackAsync(erp, Journal, rows.Length - 1);

        (await StatusAsync(april.Iwc, $"{Journal}/recoding", new { lines = new[] { new { lineNo = 1, costCentre = "C4110" } } }))
            .ShouldBe(HttpStatusCode.Conflict);
        (await StatusAsync(erp, $"{Journal}/acknowledgements", new { stage = "rejected" })).ShouldBe(HttpStatusCode.Conflict);
        (await StatusAsync(erp, $"{Journal}/acknowledgements", new { stage = "lost" })).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(april.Iwc, $"{Journal}/acknowledgements", new { stage = "received" })).ShouldBe(HttpStatusCode.Forbidden);
        await AprilHost.PostAsync(erp, $"{Journal}/acknowledgements", new { stage = "received" });
        await AprilHost.PostAsync(erp, $"{Journal}/acknowledgements",
            new { stage = "rejected", reason = "Unknown cost centre C4100", lineNo = 1 });
        (await StatusAsync(erp, $"{Journal}/acknowledgements", new { stage = "accepted" })).ShouldBe(HttpStatusCode.Conflict);
        (await StatusAsync(april.Iwc, $"{Journal}/recoding", new { lines = new[] { new { lineNo = 1, costCentre = "C0000" } } }))
            .ShouldBe(HttpStatusCode.Conflict);
        (await StatusAsync(april.Iwc, $"{Journal}/recoding", new { lines = new[] { new { lineNo = 999, costCentre = "C4110" } } }))
            .ShouldBe(HttpStatusCode.BadRequest);
        (await AprilHost.PostAsync(april.Iwc, $"{Journal}/recoding", new { lines = new[] { new { lineNo = 1, costCentre = "C4110" } } }))
            .GetProperty("version").GetInt32().ShouldBe(2);
        (await AprilHost.GetAsync(erp, Journal)).GetProperty("lines")[0].GetProperty("costCentre").GetString().ShouldBe("C4110");
        await AprilHost.PostAsync(erp, $"{Journal}/acknowledgements", new { stage = "accepted" });
        (await StatusAsync(erp, $"{Journal}/acknowledgements", new { stage = "posted" })).ShouldBe(HttpStatusCode.Conflict);
        (await AprilHost.PostAsync(erp, $"{Journal}/acknowledgements", new { stage = "posted", documentNumber = "1900000042" }))
            .GetProperty("documentNumber").GetString().ShouldBe("1900000042");
        (await AprilHost.GetAsync(erp, "/journals?state=posted")).GetArrayLength().ShouldBe(1);

        object Reversal(string number, string reverses, string batch) =>
            new { stage = "reversed", documentNumber = number, documentYear = 2023, reverses, batchId = batch };
        foreach (var wrong in new[]
        {
            Reversal("1900000043", "1900000041", "JN2324P01-IWC-P.v2"), Reversal("1900000042", "1900000042", "JN2324P01-IWC-P.v2"),
            Reversal("1900000043", "1900000042", "JN2324P01-IWC-P"),
        })
        {
            (await StatusAsync(erp, $"{Journal}/acknowledgements", wrong)).ShouldBe(HttpStatusCode.Conflict);
        }

        var reversed = await AprilHost.PostAsync(
            erp, $"{Journal}/acknowledgements", Reversal("1900000043", "1900000042", "JN2324P01-IWC-P.v2"));
        reversed.GetProperty("state").GetString().ShouldBe("reversed");
        reversed.GetProperty("documentYear").GetInt32().ShouldBe(2023);
        reversed.GetProperty("reversalNumber").GetString().ShouldBe("1900000043");
        (await StatusAsync(erp, $"{Journal}/acknowledgements", new { stage = "posted", documentNumber = "1" })).ShouldBe(HttpStatusCode.Conflict);
    }

    /// <summary>The journal as each ERP loads it says of itself what our own reader finds in it.</summary>
    private static async Task ReadBackAsync(HttpClient erp, string journal, int lines)
    {
        foreach (var format in LedgerFormat.Names)
        {
            using var answer = await erp.GetAsync($"{AprilHost.Api}{journal}?format={format}");
            var content = await answer.Content.ReadAsByteArrayAsync();
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, format);
            answer.Headers.GetValues("Content-Digest").ShouldBe([$"sha-256=:{Convert.ToBase64String(SHA256.HashData(content))}:"]);
            if (answer.Content.Headers.ContentType!.MediaType == "application/zip")
            {
                using var zip = new ZipArchive(new MemoryStream(content));
                await using var entry = await zip.Entries.ShouldHaveSingleItem().OpenAsync();
                using var text = new MemoryStream();
                await entry.CopyToAsync(text);
                content = text.ToArray();
            }

            var staged = await StagedCopy.ReadAsync(content, batchId: "JN2324P01-IWC-P");
            staged.Refusal.ShouldBeNull(format);
            staged.File.Lines.ShouldBe(lines, format);
            answer.Headers.GetValues("Line-Count").ShouldBe([staged.File.Lines.ToString(CultureInfo.InvariantCulture)]);
            answer.Headers.GetValues("Total-Debit").ShouldBe([staged.File.TotalDebit.ToString("0.00", CultureInfo.InvariantCulture)]);
            answer.Headers.GetValues("Total-Credit").ShouldBe([staged.File.TotalCredit.ToString("0.00", CultureInfo.InvariantCulture)]);
        }

        (await StatusOfAsync(erp, $"{journal}?format=sage")).ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<HttpStatusCode> StatusOfAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(AprilHost.Api + path);
        return answer.StatusCode;
    }

    private async Task ExecuteAsync(string role, string statement)
    {
        await using var connection = await april.Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var act = new NpgsqlCommand($"SET LOCAL ROLE {role}; SELECT set_config('app.council', 'HCC', true); {statement}",
            connection, transaction))
        {
            await act.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    private static object Dispute(string reason, decimal pounds, string explanation = "Paid at another point than the extract says.") =>
        new { reason, disputedGbp = pounds, explanation };

    private static decimal Debits(IEnumerable<JsonElement> journals, string reference) =>
        journals.Single(journal => journal.GetProperty("reference").GetString() == reference).GetProperty("debitsGbp").GetDecimal();

    private static string Line(JsonElement statement, string subject) => statement.GetProperty("lines").EnumerateArray()
        .Single(line => line.GetProperty("subject").GetString() == subject).GetProperty("reference").GetString()!;

    private static IEnumerable<JsonElement> Leaves(JsonElement step) =>
        step.TryGetProperty("from", out var parts) ? parts.EnumerateArray().SelectMany(Leaves) : [step];

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, object? body = null)
    {
        using var answer = await client.PostAsJsonAsync(AprilHost.Api + path, body ?? new { });
        return answer.StatusCode;
    }
}
