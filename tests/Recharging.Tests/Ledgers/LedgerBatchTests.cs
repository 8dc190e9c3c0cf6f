using System.Text;
using Microsoft.EntityFrameworkCore;
using Recharging.Contracts;
using Recharging.Ledgers;
using ServiceDefaults;

namespace Recharging.Tests.Ledgers;

/// <summary>Good batches: posted once, however they come, and seen by their own council.</summary>
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
