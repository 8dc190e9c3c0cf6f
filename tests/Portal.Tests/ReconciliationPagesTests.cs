using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Portal.Tests;

public sealed class ReconciliationPagesTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Reconciliation = "/statements/ST-2023-24-P01/reconciliation";

    [Fact]
    public async Task Difference_IsExplainedReasonByReasonDownToNothing()
    {
        using var officer = await portal.Officer("HCC");

        await officer.Open(Reconciliation);

        officer.Texts("[aria-label='Both balances'] tbody tr").ShouldBe(
        [
            "At the start of 2023/24-P01 £12,000.00 −£12,000.00 £0.00",
            "At its end £412,345.67 −£171,974.46 £240,371.21",
        ]);
        var explained = officer.Texts("[aria-label='What explains the difference'] tr");
        explained[1].ShouldBe("Difference between both ledgers £240,371.21");
        explained.ShouldContain("Not posted by the council that pays 1 £100,000.00");
        explained.ShouldContain("Explained £240,371.21");
        explained[^1].ShouldBe("Unexplained £0.00");
        officer.Text("main").ShouldContain("2,000 other lines of the month concern others");
        officer.Page.QuerySelector(".portal-alarms").ShouldBeNull();
    }

    [Fact]
    public async Task Item_HasItsSentenceAndTheLinesThatShowIt()
    {
        using var officer = await portal.Officer("HCC");

        await officer.Open($"{Reconciliation}?reason=missing_at_payer");

        officer.Texts("[aria-label='Items'] tbody tr").ShouldBe(
        [
            "ST2324P01-002 Not posted by the council that pays Isle of Wight Council has not posted support services. "
            + "HCC: JN2324P01-HCC-R line 1, 2023/24-P01 £100,000.00 £100,000.00",
        ]);
    }

    [Fact]
    public async Task EarlierVersion_NamesItsAlarmAndLeadsToTheLatest()
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open($"{Reconciliation}?version=1");

        officer.Text(".portal-alarms li").ShouldBe("No reason found, £250.00. HCC account 14210, 2023/24-P01: line 9 of 1900000021, "
            + "£250.00, belongs to no statement line and has no reason.");
        officer.Texts("tfoot tr").ShouldContain("Unexplained £250.00");
        officer.Text("main").ShouldContain("Version 1 of 2, matched on 1 June 2023 at 09:30 by Finance officer, IWC.");
        officer.Page.QuerySelector<IHtmlAnchorElement>(".govuk-inset-text a")!.GetAttribute("href").ShouldBe(Reconciliation);
    }

    [Theory]
    [InlineData("day=10/5/2023", "10 May 2023 at 23:59")]
    [InlineData("day=11+May+2023&time=9:05", "11 May 2023 at 09:05")]
    public async Task WhatWasKnownAtAnInstant_IsShownAsThatAndLeadsToTheLatest(string asked, string instant)
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open($"{Reconciliation}?{asked}");

        officer.Text(".govuk-inset-text").ShouldBe(
            $"What matching would have found on {instant}, worked out from the lines, balances, marks and decisions known then. "
            + "Read the latest.");
        officer.Texts("tfoot tr").ShouldContain("Unexplained £250.00");
        officer.Page.QuerySelector("form[method=post] button.govuk-button").ShouldBeNull();
        officer.Page.QuerySelector(".govuk-inset-text a")!.GetAttribute("href").ShouldBe(Reconciliation);
        officer.Page.QuerySelector("tbody td a[href*='reason=']")!.GetAttribute("href")!.ShouldContain("day=");
    }

    [Theory]
    [InlineData("day=soon", "Enter a day, like 30/6/2023")]
    [InlineData("day=10/5/2023&time=noon", "Enter a time, like 14:05")]
    [InlineData("day=1/5/2023", "Nothing here.")]
    public async Task InstantThatNothingIsKnownOf_IsRefusedBesideItsField(string asked, string message)
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open($"{Reconciliation}?{asked}");

        officer.SummaryOfErrors.ShouldBe([message]);
        officer.Page.Title.ShouldStartWith("Error: ");
    }

    [Fact]
    public async Task Match_SaysTheRuleAndTheLinesOfBothLedgers()
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open($"{Reconciliation}/matches?state=matched");

        officer.Texts("main tbody tr").ShouldBe(
        [
            "ST2324P01-007 Matched Amount and date alone 93% sure, 41% above what comes next, version 1 of the rule "
            + "Isle of Wight Council: 5100004711 line 2 has the amount, four days later. What speaks for it and against it "
            + "The amount is the same for, +5.2 No text not compared Undo in your ledger: ST2324P01-007 "
            + "HCC: JN2324P01-HCC-R line 7, 2023/24-P01 £2,031.10 IWC: 5100004711 line 2, 2023/24-P01 −£2,031.10",
        ]);
    }

    [Fact]
    public async Task MatchingAgain_IsSentOnceAndShowsWhatWasFound()
    {
        using var officer = await portal.Officer("HCC");
        await officer.Open(Reconciliation);

        await officer.Submit();

        officer.At.PathAndQuery.ShouldBe(Reconciliation);
        officer.Text(".govuk-notification-banner__heading").ShouldBe("Both ledgers are matched with the statement as they are now.");
        var call = portal.Gateway.Calls.Last(call => call.Method == "POST");
        call.Path.ShouldBe($"/api/recharging/v1{Reconciliation}");
        Guid.TryParse(call.Key, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task MatchingThatIsRefused_SaysWhy()
    {
        using var officer = await portal.Officer("HCC");
        await officer.Open(Reconciliation);
        portal.Gateway.Refusal = (HttpStatusCode.Conflict, "The period is closed.");
        try
        {
            await officer.Submit();
        }
        finally
        {
            portal.Gateway.Refusal = null;
        }

        officer.SummaryOfErrors.ShouldBe(["The period is closed."]);
    }

    [Fact]
    public async Task StatementThatNobodyHasMatched_OffersTo()
    {
        using var officer = await portal.Officer("HCC");
        using var auditor = await portal.Officer("IWC", "auditor");
        portal.Gateway.Reconciled = false;
        try
        {
            await officer.Open(Reconciliation);
            await auditor.Open(Reconciliation);
        }
        finally
        {
            portal.Gateway.Reconciled = true;
        }

        officer.Text("main button").ShouldBe("Match both ledgers");
        auditor.Status.ShouldBe(HttpStatusCode.OK);
        auditor.Page.QuerySelector("main form").ShouldBeNull();
    }
}
