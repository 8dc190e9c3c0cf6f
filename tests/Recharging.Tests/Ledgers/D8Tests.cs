using Recharging.Journals;
using Values;

namespace Recharging.Tests.Ledgers;

/// <summary>The seven rules by which journals and ledger lines pass between an ERP and us, one test each; the details are tested elsewhere.</summary>
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
    public async Task Rule6_WhatTheErpHasClosedStaysClosed_AndStagesNeverGoBack()
    {
        var (_, answer, _) = await ledgers.SendAsync("IWC", LedgerHost.Batch("D8-6", LedgerHost.File(
            "D8-6", [.. LedgerHost.Document("D8-6A", period: "2022/23-P12"), .. LedgerHost.Document("D8-6B", period: "2023/24-P02")])));
        answer.GetProperty("refusals").EnumerateArray().Select(row => row.GetProperty("docRef").GetString()).Distinct().ShouldBe(["D8-6A"]);

        var journal = AJournal();
        journal.Acknowledge(JournalState.Accepted, null, null).ShouldBeNull();
        journal.Acknowledge(JournalState.Received, null, null).ShouldNotBeNull().Code.ShouldBe("journal-stage");
        journal.Acknowledge(JournalState.Reversed, "2", null, reverses: "1").ShouldNotBeNull().Code.ShouldBe("journal-not-posted");
    }

    [Fact]
    public void Rule7_WhatIsPosted_IsCorrectedOnlyByAnotherDocumentThatRefersToIt()
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
