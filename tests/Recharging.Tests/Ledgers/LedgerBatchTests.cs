using System.Text;
using Microsoft.EntityFrameworkCore;
using Recharging.Contracts;
using Recharging.Ledgers;
using ServiceDefaults;

namespace Recharging.Tests.Ledgers;

public sealed class LedgerBatchTests(LedgerHost ledgers) : IClassFixture<LedgerHost>
{
    [Fact]
    public async Task AGoodBatch_IsPostedWhole_WithAuditAndEvent()
    {
        var file = LedgerHost.File("GOOD", [.. LedgerHost.Document("G-1"), .. LedgerHost.Document("G-2", "12.34")]);

        var (status, answer, _) = await ledgers.SendAsync("HCC", LedgerHost.Batch("GOOD", file));

        status.ShouldBe(201, answer.ToString());
        answer.GetProperty("accepted").GetInt32().ShouldBe(4);
        answer.GetProperty("refusedLines").GetInt32().ShouldBe(0);
        (await ledgers.LinesAsync("GOOD")).ShouldBe(4);
        (await ledgers.Host.ToldAsync<LedgerBatchPosted>("ledger-batch/HCC/SAP/GOOD")).ShouldHaveSingleItem().Lines.ShouldBe(4);
        (await ledgers.Host.ReadAsync(db => db.Audit.CountAsync(entry => entry.Action == "PostLedgerBatch" && entry.Subject == "GOOD")))
            .ShouldBe(1);
        var line = await ledgers.Host.ReadAsync(db =>
            db.Set<LedgerLine>().SingleAsync(row => row.DocRef == "G-2" && row.LineNo == 1 && row.BatchId == "GOOD"));
        line.Debit.Pence.ShouldBe(1234);
        line.Credit.Pence.ShouldBe(0);
        line.PostingDate.ShouldBe(new DateOnly(2023, 4, 12));
        line.CostCentre.ShouldBe("CC-100");
        line.Project.ShouldBeNull();
        line.VatAmount!.Value.Pence.ShouldBe(0);
        line.Text.ShouldBe("Stationery");
        line.ExternalLineId.ShouldBeNull();
    }

    [Fact]
    public async Task SameKeySameContent_GetsTheFirstAnswerAgain_AndChangesNothing()
    {
        var file = LedgerHost.File("AGAIN", LedgerHost.Document("A-1"));
        var key = Guid.NewGuid().ToString();
        var (_, first, firstResponse) = await ledgers.SendAsync("HCC", LedgerHost.Batch("AGAIN", file, key: key));

        var (status, second, response) = await ledgers.SendAsync("HCC", LedgerHost.Batch("AGAIN", file, key: key));

        status.ShouldBe((int)firstResponse.StatusCode);
        second.ToString().ShouldBe(first.ToString());
        response.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await ledgers.LinesAsync("AGAIN")).ShouldBe(2);
    }

    [Fact]
    public async Task OtherKeySameContent_GetsTheFirstResult_AndChangesNothing()
    {
        var file = LedgerHost.File("RESENT", LedgerHost.Document("R-1"));
        var (_, first, _) = await ledgers.SendAsync("HCC", LedgerHost.Batch("RESENT", file));

        var (status, second, response) = await ledgers.SendAsync("HCC", LedgerHost.Batch("RESENT", file));

        status.ShouldBe(200);
        second.ToString().ShouldBe(first.ToString());
        response.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
        (await ledgers.Host.ToldAsync<LedgerBatchPosted>("ledger-batch/HCC/SAP/RESENT")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task SameKeyOtherContent_Is422_AndPostsNothing()
    {
        var key = Guid.NewGuid().ToString();
        await ledgers.SendAsync("HCC", LedgerHost.Batch("KEY-1", LedgerHost.File("KEY-1", LedgerHost.Document("K-1")), key: key));

        var (status, _, _) = await ledgers.SendAsync(
            "HCC", LedgerHost.Batch("KEY-2", LedgerHost.File("KEY-2", LedgerHost.Document("K-2")), key: key));

        status.ShouldBe(422);
        (await ledgers.LinesAsync("KEY-2")).ShouldBe(0);
    }

    [Fact]
    public async Task SameBatchIdOtherContent_Is409_AndPostsNothing()
    {
        await ledgers.SendAsync("HCC", LedgerHost.Batch("ONE", LedgerHost.File("ONE", LedgerHost.Document("O-1"))));

        var (status, answer, _) = await ledgers.SendAsync(
            "HCC", LedgerHost.Batch("ONE", LedgerHost.File("ONE", LedgerHost.Document("O-2"))));

        status.ShouldBe(409);
        answer.GetProperty("type").GetString().ShouldBe("urn:shared-services:ledger-batch-conflict");
        (await ledgers.LinesAsync("ONE")).ShouldBe(2);
    }

    [Fact]
    public async Task SameLineKeyOtherContent_Is409_AndPostsNothing()
    {
        await ledgers.SendAsync("HCC", LedgerHost.Batch("L-1", LedgerHost.File("L-1", LedgerHost.Document("SAME-1"))));

        var (status, answer, _) = await ledgers.SendAsync(
            "HCC",
            LedgerHost.Batch("L-2", LedgerHost.File("L-2", [.. LedgerHost.Document("NEW-1"), .. LedgerHost.Document("SAME-1", "100.01")])));

        status.ShouldBe(409);
        answer.GetProperty("detail").GetString().ShouldBe(
            "Line 4: line 1 of document SAME-1 is in the ledger already, from batch L-1, with other content. Nothing was posted. "
            + "Correct a posted document by a reversal.");
        (await ledgers.LinesAsync("L-2")).ShouldBe(0);
    }

    [Fact]
    public async Task SameLinesInAnotherBatch_AreHeldOnce_AndNewOnesArePosted()
    {
        await ledgers.SendAsync("HCC", LedgerHost.Batch("C-1", LedgerHost.File("C-1", LedgerHost.Document("CUM-1"))));

        var (status, answer, _) = await ledgers.SendAsync(
            "HCC", LedgerHost.Batch("C-2", LedgerHost.File("C-2", [.. LedgerHost.Document("CUM-1"), .. LedgerHost.Document("CUM-2")])));

        status.ShouldBe(201);
        answer.GetProperty("accepted").GetInt32().ShouldBe(2);
        answer.GetProperty("alreadyHeld").GetInt32().ShouldBe(2);
        (await ledgers.LinesAsync("C-2")).ShouldBe(2);
    }

    [Fact]
    public async Task TheSameBatchFromEightSendersAtOnce_IsPostedOnce()
    {
        var file = LedgerHost.File("EIGHT", [.. Enumerable.Range(1, 200).SelectMany(number => LedgerHost.Document($"E-{number}"))]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ledgers.SendAsync("HCC", LedgerHost.Batch("EIGHT", file))));

        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer.Status == 200).ShouldBe(7);
        (await ledgers.LinesAsync("EIGHT")).ShouldBe(400);
        (await ledgers.Host.ToldAsync<LedgerBatchPosted>("ledger-batch/HCC/SAP/EIGHT")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task ABadDocument_IsRefusedByLineColumnValueAndRule_AndTheOthersArePosted()
    {
        var file = LedgerHost.File(
            "MIXED",
            [
                .. LedgerHost.Document("M-1"),
                .. LedgerHost.Document("M-2", account: "99999"),
                .. LedgerHost.Document("M-3", period: "2022/23-P12"),
                .. LedgerHost.Document("M-4"),
                "SA,M-5,1,2023-04-31,2023-04-12,2023/24-P01,51000,CC-999,,,10.005,0.00,EUR,,,=HYPERLINK(1),",
                "SA,M-5,2,2023-04-12,2023-04-12,2023/24-P01,90000,,,,0.00,10.005,GBP,,,x,",
                "SA,M-6,1,2023-04-12,2023-04-12,2023/24-P01,51000,,,,0.01,0.00,GBP,,,x,",
                "SA,M-6,2,2023-04-12,2023-04-12,2023/24-P01,90000,,,,0.00,0.02,GBP,,,x,",
                "SA,M-7,1,2023-04-12,2023-04-12,2023/24-P01,90000,,,,0.00,0.00,GBP,,,x,",
                "SA,M-7,1,2023-04-12,2023-04-12,2023/24-P01,90000,,,,0.00,0.00,GBP,,,x,"
            ]);
        var request = LedgerHost.Batch("MIXED", Encoding.UTF8.GetBytes(file), 410.015m, 14);
        request.Headers.Remove("Total-Debit");
        request.Headers.Remove("Total-Credit");
        request.Headers.Add("Total-Debit", "410.02");
        request.Headers.Add("Total-Credit", "410.03");

        var (totals, refused, _) = await ledgers.SendAsync("HCC", request);

        totals.ShouldBe(409);
        refused.GetProperty("detail").GetString().ShouldBe(
            "The batch's debits should add up to £410.02 and add up to £410.015. Nothing was posted.");

        file = file.Replace("90000,,,,0.00,10.005", "90000,,,,0.005,10.01");
        request = LedgerHost.Batch("MIXED", Encoding.UTF8.GetBytes(file), 410.02m, 14);
        request.Headers.Remove("Total-Credit");
        request.Headers.Add("Total-Credit", "410.03");
        var (status, answer, _) = await ledgers.SendAsync("HCC", request);

        status.ShouldBe(201, answer.ToString());
        answer.GetProperty("accepted").GetInt32().ShouldBe(4);
        answer.GetProperty("refusedDocuments").GetInt32().ShouldBe(5);
        answer.GetProperty("refusedLines").GetInt32().ShouldBe(10);
        answer.GetProperty("refusals").EnumerateArray()
            .Select(fault => (
                fault.GetProperty("line").GetInt32(), fault.GetProperty("column").GetString(), fault.GetProperty("value").GetString(),
                fault.GetProperty("rule").GetString()))
            .ShouldBe(
                [
                    (4, "account", "99999", "unknown-account"),
                    (6, "period", "2022/23-P12", "period-closed"),
                    (7, "period", "2022/23-P12", "period-closed"),
                    (10, "cost_centre", "CC-999", "unknown-cost-centre"),
                    (10, "currency", "EUR", "not-pounds"),
                    (10, "debit", "10.005", "parts-of-a-penny"),
                    (10, "doc_date", "2023-04-31", "not-a-day"),
                    (11, "debit", "0.005", "parts-of-a-penny"),
                    (12, "debit", "-0.01", "out-of-balance"),
                    (15, "line_no", "1", "line-twice")
                ],
                ignoreOrder: true);
        (await ledgers.LinesAsync("MIXED")).ShouldBe(4);
    }

    [Theory]
    [InlineData("2023-04-11", "cost-centre-not-open")]
    [InlineData("2023-04-12", null)]
    [InlineData("2023-04-13", null)]
    [InlineData("2023-04-14", "cost-centre-not-open")]
    public async Task ACode_IsBookedToFromItsFirstDayToItsLast(string postedOn, string? rule)
    {
        var lines = LedgerHost.Document($"DAY-{postedOn}").Select(line => line
            .Replace("2023-04-12,2023-04-12", $"2023-04-12,{postedOn}", StringComparison.Ordinal).Replace("CC-100", "CC-NEW", StringComparison.Ordinal));
        var (_, answer, _) = await ledgers.SendAsync("HCC", LedgerHost.Batch($"DAY-{postedOn}", LedgerHost.File($"DAY-{postedOn}", [.. lines])));

        answer.GetProperty("refusals").EnumerateArray().Select(refusal => refusal.GetProperty("rule").GetString())
            .ShouldBe(rule is null ? [] : [rule]);
    }

    [Fact]
    public async Task ADocumentInterruptedByAnother_IsJudgedAsAWhole()
    {
        var (one, other) = (LedgerHost.Document("I-1"), LedgerHost.Document("I-2"));

        var (status, answer, _) = await ledgers.SendAsync(
            "HCC", LedgerHost.Batch("INTERRUPTED", LedgerHost.File("INTERRUPTED", one[0], other[0], one[1], other[1])));

        status.ShouldBe(201);
        answer.GetProperty("accepted").GetInt32().ShouldBe(4);
    }

    [Fact]
    public async Task FormulaText_IsKeptAsText()
    {
        var lines = LedgerHost.Document("F-1").Select(line => line.Replace("Stationery", "\"=HYPERLINK(\"\"x\"\"),1\""));
        var file = LedgerHost.File("FORMULA", [.. lines]);

        var (status, _, _) = await ledgers.SendAsync("HCC", LedgerHost.Batch("FORMULA", file));

        status.ShouldBe(201);
        var kept = await ledgers.Host.ReadAsync(db => db.Set<LedgerLine>().FirstAsync(line => line.DocRef == "F-1"));
        kept.Text.ShouldBe("=HYPERLINK(\"x\"),1");
    }

    [Fact]
    public async Task AFileOfAnErp_IsPosted_AndItsRefusalsSpeakItsLanguage()
    {
        var sample = await File.ReadAllBytesAsync(
            Path.Combine(AppContext.BaseDirectory, "Ledgers", "Samples", "sap.txt"), TestContext.Current.CancellationToken);
        var file = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(sample)
            .Replace("20230412\t20230413", "20230431\t20230413", StringComparison.Ordinal));

        var (status, answer, _) = await ledgers.SendAsync("HCC", LedgerHost.Batch("SAP-1", file, 136_679.17m, 4));

        status.ShouldBe(201, answer.ToString());
        answer.GetProperty("files")[0].GetProperty("format").GetString().ShouldBe("sap");
        answer.GetProperty("files")[0].GetProperty("encoding").GetString().ShouldBe("windows-1252");
        answer.GetProperty("accepted").GetInt32().ShouldBe(2);
        var refusal = answer.GetProperty("refusals")[0];
        refusal.GetProperty("line").GetInt32().ShouldBe(4);
        refusal.GetProperty("column").GetString().ShouldBe("DOC_DATE");
        refusal.GetProperty("value").GetString().ShouldBe("20230431");
        refusal.GetProperty("sentence").GetString().ShouldBe("A day is written 20230430 here.");
        var line = await ledgers.Host.ReadAsync(db => db.Set<LedgerLine>().SingleAsync(row => row.BatchId == "SAP-1" && row.LineNo == 2));
        line.Credit.Pence.ShouldBe(13_666_667);
        line.Text.ShouldBe("Shared management, d'Orsay café");
    }

    [Fact]
    public async Task AFileWithoutLineNumbers_IsCountedInItsDocuments_AndHeldOnce()
    {
        var file = await File.ReadAllBytesAsync(
            Path.Combine(AppContext.BaseDirectory, "Ledgers", "Samples", "oracle.csv"), TestContext.Current.CancellationToken);
        await ledgers.SendAsync("IWC", LedgerHost.Batch("FBDI-1", file, 136_666.67m, 2));

        var (status, answer, _) = await ledgers.SendAsync("IWC", LedgerHost.Batch("FBDI-2", file, 136_666.67m, 2));

        status.ShouldBe(201, answer.ToString());
        answer.GetProperty("alreadyHeld").GetInt32().ShouldBe(2);
        (await ledgers.Host.ReadAsync(db => db.Set<LedgerLine>().Where(row => row.BatchId == "FBDI-1").OrderBy(row => row.LineNo)
            .Select(row => row.LineNo).ToListAsync())).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData("application/xml", "")]
    [InlineData("application/json; charset=windows-1252", "")]
    [InlineData("text/csv; charset=utf-7", "")]
    [InlineData("text/csv", "?format=sage")]
    public async Task AKindOfFileThatIsNotTaken_IsNamed(string type, string query)
    {
        var request = LedgerHost.Batch("KIND", LedgerHost.File("KIND", LedgerHost.Document("KIND-1")));
        request.RequestUri = new Uri(LedgerHost.Batches + query, UriKind.Relative);
        request.Content!.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);

        var (status, _, _) = await ledgers.SendAsync("HCC", request);

        status.ShouldBeOneOf(400, 415);
    }

    public static TheoryData<string, string, int, string> BadFiles => new()
    {
        { "empty", "", 400, "The file is empty: not even a header." },
        { "header only", LedgerHost.Header + "\n", 400, "The file has a header and no lines." },
        { "a column missing", LedgerHost.Header.Replace(",period", "") + "\n1\n", 400, "The header lacks the column period." },
        { "an unknown column", LedgerHost.Header + ",colour\n1\n", 400, "The header has a column 'colour' that is not known here." },
        { "a short line", LedgerHost.Header + "\nBAD,SAP\n", 400, "Line 2 has 2 columns, the header 20." },
        {
            "another batch's line", LedgerHost.File("OTHER", LedgerHost.Document("B-1")), 400,
            "Line 2 is of batch 'OTHER', the request of batch 'BAD'."
        },
        { "an open quote", LedgerHost.Header + "\n\"BAD,SAP\n", 400, "Line 2: a quote is opened and never closed." }
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task AFileThatIsNoLedgerFile_IsRefusedWhole(string what, string file, int status, string sentence)
    {
        var (found, answer, _) = await ledgers.SendAsync("HCC", LedgerHost.Batch("BAD", Encoding.UTF8.GetBytes(file), 100m, 2));

        found.ShouldBe(status, what);
        answer.GetProperty("detail").GetString().ShouldBe(sentence);
        (await ledgers.LinesAsync("BAD")).ShouldBe(0);
    }

    [Theory]
    [InlineData(3, "100.00", false, "The batch should have 3 lines and has 2. Nothing was posted.")]
    [InlineData(2, "100.01", false, "The batch's debits should add up to £100.01 and add up to £100.00. Nothing was posted.")]
    [InlineData(2, "100.00", true, "The content's SHA-256 should be")]
    public async Task AnEnvelopeThatIsNotTrue_RefusesTheBatchNamingExpectedAndFound(
        int lines, string total, bool otherDigest, string sentence)
    {
        var file = LedgerHost.File("WRONG", LedgerHost.Document("W-1"));
        var request = LedgerHost.Batch("WRONG", file, decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture), lines);
        if (otherDigest)
        {
            request.Headers.Remove("Content-Digest");
            request.Headers.Add("Content-Digest", $"sha-256=:{Convert.ToBase64String(new byte[32])}:");
        }

        var (status, answer, _) = await ledgers.SendAsync("HCC", request);

        status.ShouldBe(409);
        answer.GetProperty("detail").GetString()!.ShouldStartWith(sentence);
        (await ledgers.LinesAsync("WRONG")).ShouldBe(0);
    }

    [Fact]
    public async Task AmountsBeyondAllSums_AreRefused_AndNothingOverflows()
    {
        const string Immense = "79228162514264337593543950335";
        var request = LedgerHost.Batch("IMMENSE", LedgerHost.File("IMMENSE", LedgerHost.Document("IM-1")));
        request.Headers.Remove("Total-Debit");
        request.Headers.Add("Total-Debit", Immense);
        (await ledgers.SendAsync("HCC", request)).Status.ShouldBe(400);

        var file = LedgerHost.File("IMMENSE", [.. LedgerHost.Document("IM-1", Immense), .. LedgerHost.Document("IM-2", Immense)]);
        var (status, answer, _) = await ledgers.SendAsync("HCC", LedgerHost.Batch("IMMENSE", Encoding.UTF8.GetBytes(file), 0m, 4));

        status.ShouldBe(201, answer.ToString());
        answer.GetProperty("refusals").EnumerateArray().ShouldAllBe(refusal => refusal.GetProperty("rule").GetString() == "too-large");
    }

    [Theory]
    [InlineData("Batch-Id")]
    [InlineData("Source-System")]
    [InlineData("Line-Count")]
    [InlineData("Total-Debit")]
    [InlineData("Total-Credit")]
    [InlineData("Content-Digest")]
    public async Task AMissingField_IsNamed(string field)
    {
        var request = LedgerHost.Batch("FIELD", LedgerHost.File("FIELD", LedgerHost.Document("X-1")));
        request.Headers.Remove(field);

        var (status, answer, _) = await ledgers.SendAsync("HCC", request);

        status.ShouldBe(400);
        answer.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task AnotherCouncil_SeesNeitherBatchNorLines()
    {
        await ledgers.SendAsync("IWC", LedgerHost.Batch("PRIVATE", LedgerHost.File("PRIVATE", LedgerHost.Document("P-1"))));
        using var own = ledgers.Host.Client("IWC", "finance-officer");
        using var other = ledgers.Host.Client("HCC", "finance-officer");

        (await own.GetAsync($"{LedgerHost.Batches}/PRIVATE")).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        (await other.GetAsync($"{LedgerHost.Batches}/PRIVATE")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await other.GetStringAsync("/api/recharging/v1/ledger-lines?size=1000")).ShouldNotContain("PRIVATE");
    }

    [Fact]
    public async Task WithoutTheScope_NothingIsTaken()
    {
        using var officer = ledgers.Host.Client("HCC", "finance-officer");

        var answer = await officer.SendAsync(LedgerHost.Batch("NO-SCOPE", LedgerHost.File("NO-SCOPE", LedgerHost.Document("N-1"))));

        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task LedgerLines_ArePagedWithoutGapOrRepetition()
    {
        var documents = Enumerable.Range(1, 25).SelectMany(number => LedgerHost.Document($"PG-{number:00}", period: "2023/24-P02"));
        var file = LedgerHost.File("PAGES", [.. documents]);
        await ledgers.SendAsync("HCC", LedgerHost.Batch("PAGES", file));
        using var officer = ledgers.Host.Client("HCC", "auditor");
        var seen = new List<string>();

        for (string? next = "/api/recharging/v1/ledger-lines?size=7&period=2023%2F24-P02"; next is not null;)
        {
            using var page = System.Text.Json.JsonDocument.Parse(await officer.GetStringAsync(next));
            seen.AddRange(page.RootElement.GetProperty("lines").EnumerateArray()
                .Select(line => $"{line.GetProperty("docRef").GetString()}/{line.GetProperty("lineNo").GetInt32()}"));
            next = page.RootElement.GetProperty("next").GetString();
        }

        seen.ShouldBe(Enumerable.Range(1, 25).SelectMany(number => new[] { $"PG-{number:00}/1", $"PG-{number:00}/2" }));
    }

    [Fact]
    public async Task TheLedgerCannotBeRewritten_ByTheServicesOwnRoles()
    {
        await ledgers.SendAsync("HCC", LedgerHost.Batch("FIRM", LedgerHost.File("FIRM", LedgerHost.Document("FIRM-1"))));

        foreach (var statement in new[]
        {
            "SET ROLE recharging_api; UPDATE ledger_lines SET debit_pence = 1",
            "SET ROLE recharging_api; DELETE FROM ledger_lines",
            "SET ROLE recharging_worker; UPDATE ledger_lines SET debit_pence = 1",
            "SET ROLE recharging_worker; DELETE FROM ledger_lines"
        })
        {
            var refused = await Should.ThrowAsync<Npgsql.PostgresException>(() =>
                ledgers.Host.ReadAsync(db => db.Database.ExecuteSqlRawAsync(statement)));
            refused.SqlState.ShouldBe(Npgsql.PostgresErrorCodes.InsufficientPrivilege);
        }
    }
}
