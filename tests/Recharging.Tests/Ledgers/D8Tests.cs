using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Recharging.Ledgers;
using Recharging.Settling;
using Values;

namespace Recharging.Tests.Ledgers;

/// <summary>The seven rules by which journals and ledger lines pass between an ERP and us, each test named after its rule.</summary>
public sealed class D8Tests(LedgerHost ledgers) : IClassFixture<LedgerHost>
{
    [Fact]
    public async Task Rule1_ABatchIsWhatItsHeaderSays_OrNothingOfItIsPosted()
    {
        var file = LedgerHost.File("D8-1", LedgerHost.Document("D8-1"));
        var request = LedgerHost.Batch("D8-1", file, total: 100.01m);

        (await ledgers.SendAsync("HCC", request)).Status.ShouldBe(409);
        (await ledgers.SendAsync("HCC", LedgerHost.Batch("D8-1", file, lines: 3))).Status.ShouldBe(409);
        (await ledgers.LinesAsync("D8-1")).ShouldBe(0);
        (await ledgers.SendAsync("HCC", LedgerHost.Batch("D8-1", file))).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Rule2_ALineIsHeldOnce_AndTheSameKeyWithOtherContentIsAConflict()
    {
        var file = LedgerHost.File("D8-2", LedgerHost.Document("D8-2"));
        (await ledgers.SendAsync("HCC", LedgerHost.Batch("D8-2", file))).Status.ShouldBe(201);

        (await ledgers.SendAsync("HCC", LedgerHost.Batch("D8-2", file))).Status.ShouldBe(200);
        var (status, _, _) = await ledgers.SendAsync(
            "HCC", LedgerHost.Batch("D8-2B", LedgerHost.File("D8-2B", LedgerHost.Document("D8-2", "99.99"))));

        status.ShouldBe(409);
        (await ledgers.LinesAsync("D8-2B")).ShouldBe(0);
    }

    [Theory]
    [InlineData("99999", "2023/24-P01", "unknown-account")]
    [InlineData("51000", "2022/23-P12", "period-closed")]
    public async Task Rule3_ADocumentThatBreaksARule_IsRefusedWhole_AndTheOthersPass(string account, string period, string rule)
    {
        var batch = $"D8-3-{rule}";
        var (status, answer, _) = await ledgers.SendAsync("HCC", LedgerHost.Batch(batch, LedgerHost.File(
            batch, [.. LedgerHost.Document($"{rule}-A"), .. LedgerHost.Document($"{rule}-B", account: account, period: period)])));

        status.ShouldBe(201);
        (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("refusedDocuments").GetInt32()).ShouldBe((2, 1));
        answer.GetProperty("refusals")[0].GetProperty("rule").GetString().ShouldBe(rule);
    }

    [Fact]
    public void Rule4_AJournalIsReceivedValidatedAcceptedPostedAndReversed_WithTheLedgersNumbersAndYears()
    {
        var journal = AJournal();
        foreach (var stage in new[] { JournalState.Received, JournalState.Validated, JournalState.Accepted })
        {
            journal.Acknowledge(stage, null, null).ShouldBeNull();
        }

        journal.Acknowledge(JournalState.Posted, null, null).ShouldNotBeNull().Code.ShouldBe("document-number");
        journal.Acknowledge(JournalState.Posted, "1900000042", null).ShouldBeNull();
        (journal.DocumentNumber, journal.DocumentYear).ShouldBe(("1900000042", 2023));
        journal.Acknowledge(JournalState.Reversed, "1900000050", null, documentYear: 2024, reverses: "1900000042").ShouldBeNull();
        (journal.State, journal.ReversalNumber, journal.ReversalYear).ShouldBe((JournalState.Reversed, "1900000050", 2024));
    }

    [Fact]
    public void Rule5_AJournalSentAgainKeepsItsBatch_AndARecodedOneHasAnother()
    {
        var journal = AJournal();
        var batch = journal.BatchId;
        journal.Acknowledge(JournalState.Received, null, null).ShouldBeNull();
        journal.BatchId.ShouldBe(batch);

        journal.Acknowledge(JournalState.Rejected, null, "Unknown account").ShouldBeNull();
        journal.Recode().ShouldBeNull();

        journal.BatchId.ShouldNotBe(batch);
    }

    [Fact]
    public async Task Rule6_PostingsOfAnEntityAndPeriod_AreOneOrder_WithoutAGap_InWhichTheyAreInTheLedger()
    {
        var batches = Enumerable.Range(1, 6).Select(batch => $"D8-6-{batch}").ToList();
        await Task.WhenAll(batches.Select(batch => ledgers.SendAsync("IWC", LedgerHost.Batch(batch, OfItsOwnEntity(LedgerHost.File(
            batch, [.. LedgerHost.Document($"{batch}-A"), .. LedgerHost.Document($"{batch}-B", period: "2023/24-P02")]))))));

        var answers = await Task.WhenAll(batches.Select(ReadAsync));
        foreach (var period in new[] { "2023/24-P01", "2023/24-P02" })
        {
            answers.Select(answer => TurnOf(answer, period)).Order().ShouldBe(Enumerable.Range(1, 6));
        }
    }

    [Fact]
    public async Task Rule6_ABatchThatFollowsAnother_IsNotPostedBeforeIt_AndNoTwoFollowTheSame()
    {
        (await SendAfterAsync("D8-F2", "D8-F1")).Status.ShouldBe(409);
        (await ledgers.SendAsync("HCC", LedgerHost.Batch("D8-F1", LedgerHost.File("D8-F1", LedgerHost.Document("D8-F1"))))).Status.ShouldBe(201);

        (await SendAfterAsync("D8-F2", "D8-F1")).Answer.GetProperty("follows").GetString().ShouldBe("D8-F1");
        var (status, answer) = await SendAfterAsync("D8-F3", "D8-F1");

        status.ShouldBe(409);
        answer.GetProperty("detail").GetString().ShouldBe("Batch D8-F3 follows D8-F1, and so does D8-F2, which is posted. Nothing was posted.");
        (await SendAfterAsync("D8-F3", "D8-F2")).Status.ShouldBe(201);
        (await SendAfterAsync("D8-F3", "D8-F3")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Rule6_WhatTheErpHasClosedStaysClosed_EvenForABatchThatCameInBefore()
    {
        var (_, answer, _) = await ledgers.SendAsync("IWC", LedgerHost.Batch("D8-6", LedgerHost.File(
            "D8-6", [.. LedgerHost.Document("D8-6A", period: "2022/23-P12"), .. LedgerHost.Document("D8-6B", period: "2023/24-P02")])));
        answer.GetProperty("refusals").EnumerateArray().Select(row => row.GetProperty("docRef").GetString()).Distinct().ShouldBe(["D8-6A"]);

        var refusal = await ledgers.Host.ReadAsync(db => LedgerTurn.TakeAsync(
            db, ABatch(), [new PostedLines("1000", AccountingPeriod.Parse("2022/23-P12"), 1, 2)], TestContext.Current.CancellationToken));
        refusal.ShouldNotBeNull().Sentence.ShouldStartWith("The ledger closed 2022/23-P12 while the batch came in. Nothing was posted.");
    }

    [Fact]
    public void Rule6_AJournalsStages_NeverGoBack()
    {
        var journal = AJournal();
        journal.Acknowledge(JournalState.Accepted, null, null).ShouldBeNull();
        journal.Acknowledge(JournalState.Received, null, null).ShouldNotBeNull().Code.ShouldBe("journal-stage");
        journal.Acknowledge(JournalState.Reversed, "2", null, reverses: "1").ShouldNotBeNull().Code.ShouldBe("journal-not-posted");
    }

    [Fact]
    public void Rule7_AJournalThatIsPosted_IsTakenBackOnlyByAnotherDocumentThatRefersToIt()
    {
        var journal = AJournal();
        journal.Acknowledge(JournalState.Posted, "1900000042", null).ShouldBeNull();

        journal.Recode().ShouldNotBeNull().Code.ShouldBe("journal-not-rejected");
        journal.Acknowledge(JournalState.Rejected, null, "Wrong").ShouldNotBeNull().Code.ShouldBe("journal-closed");
        journal.Acknowledge(JournalState.Reversed, "1900000050", null).ShouldNotBeNull().Code.ShouldBe("reversal-reference");
        journal.Acknowledge(JournalState.Reversed, "1900000050", null, reverses: "1900000041").ShouldNotBeNull().Code
            .ShouldBe("reversal-reference");
        journal.Acknowledge(JournalState.Reversed, "1900000042", null, reverses: "1900000042").ShouldNotBeNull().Code
            .ShouldBe("document-number");
        journal.State.ShouldBe(JournalState.Posted);
    }

    [Fact]
    public async Task Rule7_AReversalInALedger_CitesADocumentThatIsThere_OrIsRefusedByItsLine()
    {
        await ledgers.SendAsync("HCC", LedgerHost.Batch("D8-7", LedgerHost.File("D8-7", [.. LedgerHost.Document("D8-7A"), .. LedgerHost.Document("D8-7D")])));

        var (status, answer, _) = await ledgers.SendAsync("HCC", LedgerHost.Batch("D8-7R", LedgerHost.FileOfReversals(
            "D8-7R",
            [
                .. LedgerHost.Reversal("D8-7B", reverses: "D8-7A"),
                .. LedgerHost.Reversal("D8-7E", reverses: ""),
                .. LedgerHost.Reversal("D8-7F", reverses: "D8-1066", docType: "SA"),
                .. LedgerHost.Reversal("D8-7G", reverses: "D8-7F"),
                .. LedgerHost.Reversal("D8-7H", reverses: "D8-7H"),
                .. LedgerHost.Reversal("D8-7I", reverses: "D8-7D"),
                .. LedgerHost.Reversal("D8-7J", reverses: "D8-7D")
            ])));

        status.ShouldBe(201, answer.ToString());
        answer.GetProperty("acceptedDocuments").GetInt32().ShouldBe(2);
        answer.GetProperty("refusals").EnumerateArray().Select(Told).ShouldBe(
        [
            "4 reverses '' reverses-nothing", "5 reverses '' reverses-nothing", "6 reverses 'D8-1066' reverses-unknown",
            "8 reverses 'D8-7F' reverses-unknown", "10 reverses 'D8-7H' reverses-unknown", "14 reverses 'D8-7D' reversed-twice"
        ]);
        (await ledgers.Host.ReadAsync(db => db.Set<LedgerLine>().Where(line => line.DocRef == "D8-7B").Select(line => line.Reverses).Distinct()
            .ToListAsync())).ShouldBe(["D8-7A"]);
    }

    [Fact]
    public async Task Rule7_TheSameReversalAgain_IsHeldOnce_AndAnotherOfTheSameDocumentIsRefused()
    {
        await ledgers.SendAsync("HCC", LedgerHost.Batch("D8-8", LedgerHost.FileOfReversals(
            "D8-8", [.. LedgerHost.Document("D8-8A").Select(line => line + ","), .. LedgerHost.Reversal("D8-8B", reverses: "D8-8A")])));

        var (_, answer, _) = await ledgers.SendAsync("HCC", LedgerHost.Batch("D8-9", LedgerHost.FileOfReversals(
            "D8-9", [.. LedgerHost.Reversal("D8-8B", reverses: "D8-8A"), .. LedgerHost.Reversal("D8-8C", reverses: "D8-8A")])));

        (answer.GetProperty("alreadyHeld").GetInt32(), answer.GetProperty("accepted").GetInt32()).ShouldBe((2, 0));
        answer.GetProperty("refusals").EnumerateArray().Select(Told).ShouldBe(["4 reverses 'D8-8A' reversed-twice"]);
    }

    private static string Told(JsonElement refusal) =>
        $"{refusal.GetProperty("line").GetInt32()} {refusal.GetProperty("column").GetString()} '{refusal.GetProperty("value").GetString()}' "
        + refusal.GetProperty("rule").GetString();

    private static string OfItsOwnEntity(string file) => file.Replace("SAP,1000,", "SAP,6000,", StringComparison.Ordinal);

    private static int TurnOf(JsonElement answer, string period) => answer.GetProperty("turns").EnumerateArray()
        .Single(turn => turn.GetProperty("period").GetString() == period).GetProperty("number").GetInt32();

    private async Task<JsonElement> ReadAsync(string batch)
    {
        using var officer = ledgers.Host.Client("IWC", "finance-officer");
        return JsonElement.Parse(await officer.GetStringAsync($"{LedgerHost.Batches}/{batch}"));
    }

    private async Task<(int Status, JsonElement Answer)> SendAfterAsync(string batch, string follows)
    {
        var request = LedgerHost.Batch(batch, LedgerHost.File(batch, LedgerHost.Document(batch)));
        request.Headers.Add("Follows-Batch", follows);
        var (status, answer, _) = await ledgers.SendAsync("HCC", request);
        return (status, answer);
    }

    private static LedgerBatch ABatch() => new()
    {
        Council = "IWC", SourceSystem = "SAP", BatchId = "D8-6C", ContentSha256 = [], Lines = 2, TotalDebitGbp = 1m, TotalCreditGbp = 1m,
        Accepted = 2, AlreadyHeld = 0, AcceptedDocuments = 1, RefusedDocuments = 0, RefusedLines = 0, Follows = null, Parts = [],
        ReceivedFrom = "IWC's ledger", ReceivedAt = Given.Told,
    };

    private static Journal AJournal() => new()
    {
        Reference = "JN2324P01-HCC-R",
        Council = "HCC",
        Partner = "IWC",
        StatementNumber = "ST-2023-24-P01",
        Period = AccountingPeriod.Parse("2023/24-P01"),
        Direction = "receivable",
        DocumentDate = new DateOnly(2023, 5, 9),
        PostingDate = new DateOnly(2023, 4, 30),
    };
}
