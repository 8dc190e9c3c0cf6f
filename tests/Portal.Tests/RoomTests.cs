using System.Net;

namespace Portal.Tests;

/// <summary>What the rooms show: disputes, exceptions, ledger files, cover, invoices, reports and balances.</summary>
public sealed class RoomTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Register_ShowsWhatIsLateFirstAndSaysSoInWords()
    {
        using var officer = await portal.Officer("HCC");

        await officer.Open("/disputes?show=all");

        officer.Texts("main tbody tr").ShouldBe(
        [
            "DP2324P01-006 Line ST2324P01-006 The rate is wrong £250.00 Finance officer, HCC Hampshire County Council Not acknowledged yet "
            + "Overdue: acknowledgement was due on 15 May 2023",
            "DP2324P01-004 Line ST2324P01-004 The days are wrong £1,000.00 Finance officer, HCC Hampshire County Council Being looked into "
            + "Resolve by 24 May 2023",
        ]);
        portal.Gateway.Calls.Last().Path.ShouldBe("/api/recharging/v1/disputes");
    }

    [Theory]
    [InlineData("", "?state=open")]
    [InlineData("?show=mine", "?state=open&mine=true")]
    [InlineData("?show=overdue", "?overdue=true")]
    [InlineData("?show=all", "")]
    [InlineData("?show=nothing", "?state=open")]
    public async Task Register_AsksForWhatIsChosen(string shown, string asked)
    {
        using var officer = await portal.Officer("HCC");

        await officer.Open($"/disputes{shown}");

        portal.Gateway.Calls.Last().Query.ShouldBe(asked);
    }

    [Fact]
    public async Task Dispute_OffersEachCouncilWhatItCanDo()
    {
        using var payee = await portal.Officer("HCC");
        using var payer = await portal.Officer("IWC");

        await payee.Open("/disputes/DP2324P01-006");
        payee.Texts("main .govuk-button-group > *").ShouldBe(
            ["Acknowledge", "Answer it", "Start looking into it", "Hand over to a colleague", "Take it to the board"]);
        await payer.Open("/disputes/DP2324P01-006");
        payer.Texts("main .govuk-button-group > *").ShouldBe(["Take it to the board"]);
        await payer.Open("/disputes/DP2324P01-004");

        payer.Texts("main .govuk-button-group > *").ShouldBe(["Take £400.00", "Take it to the board"]);
        payer.Texts(".portal-history li").Count.ShouldBe(2);
    }

    [Fact]
    public async Task Exceptions_ShowTheSurestProposalWithItsEvidenceAndRunnerUp()
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open("/exceptions");

        officer.Text(".govuk-summary-card").ShouldBe(
            "ST2324P01-008: 72% sure Adopt the proposal for ST2324P01-008 Reject the proposal for ST2324P01-008 Line 2 of 5100004711 could be ST2324P01-008. "
            + "IWC: 5100004711 line 2, 2023/24-P01 −£2,031.10 Amount and date alone, version 1, in the ledger of Isle of Wight Council. "
            + "Next best: ST2324P01-007, 70% sure, 2% behind. What speaks for it and against it The amount is the same for, +5.2 "
            + "It quotes another line against, -1.5 It has no text not compared");
        officer.Texts(".portal-age")[1].ShouldBe("1 to 30 days late £1,000.00 1 item");
        officer.Page.QuerySelector(".govuk-pagination__next a")!.GetAttribute("href").ShouldBe("/exceptions?after=922%7CST%7Cit-2");
    }

    [Fact]
    public async Task Exceptions_OfferOnlyWhatTheOfficersCouncilCanDecide()
    {
        using var officer = await portal.Officer("IWC");
        using var auditor = await portal.Officer("IWC", "auditor");

        await officer.Open("/exceptions");
        await auditor.Open("/exceptions");

        officer.Texts("main tbody .portal-links").ShouldBe(
        [
            "Match by hand −£2,031.10 Split line 2 of 5100004711 Give it an owner: −£2,031.10 Ask the S151 delegate to write it off: −£2,031.10 ST-2023-24-P01",
            "Write-off waits for approval ST-2023-24-P01",
        ]);
        auditor.Text("main tbody .portal-links").ShouldBe("ST-2023-24-P01");
        auditor.Page.QuerySelector(".govuk-summary-card__actions").ShouldBeNull();
    }

    [Fact]
    public async Task SplitThatDoesNotAddUp_SaysWhatItComesTo()
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open("/exceptions/ST-2023-24-P01/split?line=2%7C0%7C5100004711");

        await officer.Submit(("parts", "2,000\n31"), ("reason", "Two charges in one line."));

        officer.SummaryOfErrors.ShouldBe(["The parts come to −£2,031.00; the line is −£2,031.10"]);
    }

    [Fact]
    public async Task Decisions_OfferToUndoTheOwnAndToApproveWhatWaits()
    {
        using var officer = await portal.Officer("IWC");
        using var approver = await portal.Officer("HCC", "s151-delegate");

        await officer.Open("/exceptions/ST-2023-24-P01/decisions");
        await approver.Open("/exceptions/ST-2023-24-P01/decisions");

        officer.Texts("main .portal-links a").ShouldBe(["Undo decision 1"]);
        approver.Texts("main .portal-links a").ShouldBe(["Approve decision 2", "Reject decision 2"]);
    }

    [Fact]
    public async Task LedgerFile_NamesLineColumnValueAndRuleOfWhatWasRefused()
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open("/ledger-files");
        officer.Text(".govuk-inset-text").ShouldBe(
            "B-2023-05-12 from unit4 is coming in: 50,000 of 120,000 lines, on 12 May 2023 at 10:01.");
        officer.Page.QuerySelector(".govuk-pagination__next a")!.GetAttribute("href").ShouldBe("/ledger-files?after=x%1Fy");
        officer.Texts("main tbody tr").ShouldBe(["B-2023-05-11 unit4 11 May 2023 at 23:00 2,040 4 £512,345.67 Part refused"]);
        await officer.Open("/ledger-files/B-2023-05-11?sourceSystem=unit4");

        officer.Texts("main tbody tr").ShouldBe(
            ["17 1900000021 IWC account “99999” The account is not in the council's chart of accounts. known-account"]);
        officer.Text("main dl").ShouldContain("2,030 taken in, 6 already there, 4 refused in 1 document");
        await officer.Open($"/ledger-files/B-2023-05-11{officer.Page.QuerySelectorAll("main p a").Single().GetAttribute("href")}");
        officer.Answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("B-2023-05-11-refused.csv");
    }

    [Fact]
    public async Task Agendas_ShowWhatWaitsFirstWhatBecameOfTheRestAndWhereToPlaceWhatHasNoBoard()
    {
        using var officer = await portal.Officer("IWC");
        using var governance = await portal.Officer("IWC", "governance-officer");

        await officer.Open("/agendas");
        await governance.Open("/agendas");

        officer.Texts("main h2").ShouldBe(["Waits without a board", "Joint Operational Board", "Strategic Shared Board"]);
        var open = officer.Texts(".govuk-summary-card")[1];
        open.ShouldStartWith("Dispute DP2324P01-006: £250.00 of line ST2324P01-006 (rate)");
        open.ShouldEndWith(
            "25 May 2023 at 07:00. Version 1 of SP-2018/C9 names JOB. State Waits for the board’s answer");
        officer.Texts(".govuk-summary-card")[2].ShouldEndWith("State Settled £400.00 goes back to IWC. 1 June 2023 at 11:00");
        officer.Page.QuerySelectorAll(".govuk-summary-card a")[1].GetAttribute("href").ShouldBe("/disputes/DP2324P01-006");
        officer.Page.QuerySelector(".govuk-summary-card__actions").ShouldBeNull();
        governance.Texts(".govuk-summary-card__actions a").ShouldBe(["Put it on an agenda: DP2324P01-005"]);
    }

    [Fact]
    public async Task MatterThatIsPlaced_IsNotPlacedAgain()
    {
        using var officer = await portal.Officer("IWC", "governance-officer");

        await officer.Open("/agendas/DP2324P01-006/place");

        officer.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Cover_IsOfferedToTheDelegateAlone()
    {
        using var approver = await portal.Officer("IWC", "s151-delegate");
        using var officer = await portal.Officer("IWC");

        await approver.Open("/cover");
        await officer.Open("/cover");

        approver.Text("main .govuk-button").ShouldBe("Name who stands in for you");
        officer.Page.QuerySelector("main .govuk-button").ShouldBeNull();
        officer.Texts("main tbody tr").ShouldBe(
            ["Deputy, IWC iwc.deputy S151 delegate, IWC 31 July 2023 11 August 2023 Annual leave in August."]);
    }

    [Theory]
    [InlineData("HCC", "finance-officer", 1)]
    [InlineData("IWC", "finance-officer", 0)]
    [InlineData("HCC", "vat-officer", 0)]
    public async Task AQueriedInvoice_SaysWhatWasAsked_AndOnlyTheSellersFinanceOfficerAnswers(string council, string role, int forms)
    {
        using var officer = await portal.Officer(council, role);

        await officer.Open("/invoices/HCC-2023-0002");

        officer.Text("main").ShouldContain(
            "Under query. Quantities are not right. Give more details. Which school was the second day for?");
        officer.Page.QuerySelectorAll("main form").Length.ShouldBe(forms);
    }

    [Theory]
    [InlineData("html", "text/html")]
    [InlineData("xml", "application/xml")]
    [InlineData("csv", "text/csv")]
    public async Task Invoice_ComesInEachForm(string form, string mediaType)
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open("/invoices");
        officer.Texts("main tbody td")[0].ShouldBe("Hampshire County Council to Isle of Wight Council");

        await officer.Open($"/invoices?handler=document&number=HCC-2023-0001&form={form}");

        officer.Status.ShouldBe(HttpStatusCode.OK);
        officer.Answer.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
        officer.Answer.Content.Headers.ContentDisposition!.FileName.ShouldBe($"HCC-2023-0001.{form}");
    }

    [Theory]
    [InlineData("annual-statement", "2023/24", "annual-statement-2023-24.csv")]
    [InlineData("aged-items", "30/6/2023", "aged-items-30-6-2023.csv")]
    [InlineData("disputes", "2023/24-p01", "disputes-2023-24-P01.csv")]
    [InlineData("charge-trail", "st2324p01-003", "charge-trail-ST2324P01-003.csv")]
    [InlineData("interface-batches", "", "interface-batches.csv")]
    public async Task Report_ComesAsATable(string name, string of, string file)
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open($"/reports?name={name}&of={of}");

        officer.Answer.Content.Headers.ContentDisposition!.FileName.ShouldBe(file);
    }

    [Theory]
    [InlineData("", "2023-24", "Select a report")]
    [InlineData("annual-statement", "2023", "Enter a financial year, like 2023-24")]
    [InlineData("spending-over-500", "2023-24", "Enter a quarter, like 2023-24-Q1")]
    [InlineData("unmatched", "soon", "Enter a day, like 30/6/2023")]
    [InlineData("drivers", "2023-24", "Enter a month, like 2023-24-P01")]
    [InlineData("disputes", "2023-24-P09", "Nothing here.")]
    [InlineData("charge-trail", "line 3", "Enter a line of a statement, like ST2324P01-003")]
    public async Task ReportOfWhatIsNone_IsRefused(string name, string of, string message)
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open($"/reports?name={name}&of={of}");

        officer.SummaryOfErrors.ShouldBe([message]);
    }

    [Fact]
    public async Task Balances_ShowBothSidesTheDifferenceAndWhatRemains()
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open("/balances/2023-24-Q1");

        officer.Texts("[aria-label='Both sides'] tbody tr")[0].ShouldBe(
            "Hampshire County Council Income of the quarter £744,388.65, expenditure of the other £744,138.65 £744,388.65 £744,138.65 £250.00 "
            + "To be answered Has to be agreed, answer by 19 July 2023");
        officer.Texts("[aria-label='Why they differ'] tr")[^1].ShouldBe("Remains £0.00");
        officer.Texts("main .govuk-button").ShouldBe(["Send your council’s statement", "Answer the other council’s statement"]);
    }

    [Fact]
    public async Task Quarter_IsOpenedByItsName()
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open("/balances?quarter=2023/24-q1");
        officer.At.AbsolutePath.ShouldBe("/balances/2023-24-Q1");
        await officer.Open("/balances?quarter=spring");

        officer.SummaryOfErrors.ShouldBe(["Enter a quarter, like 2023-24-Q1, or a year’s end, like 2023-24-YE"]);
    }

    [Fact]
    public async Task Pack_IsPrintedAsTheServiceWritesIt()
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open("/balances/2023-24-Q1?handler=document&form=html");

        officer.Answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }
}
