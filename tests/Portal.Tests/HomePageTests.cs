using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Portal.Tests;

public sealed class HomePageTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Today_NamesWhatWaitsForTheOfficer()
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open("/");

        officer.Heading.ShouldBe("What waits for you");
        officer.Texts(".govuk-task-list__item").ShouldBe(
        [
            "Agree or dispute ST-2023-24-P01 Period 2023/24-P01, due 8 June 2023 6 lines to mark",
            "Take the answer to DP2324P01-004, or take it to the board £400.00 of £1,000.00 would go back. Resolve by 24 May 2023",
            "Work down the exceptions −£1,031.10 for which your council must act 2 items open",
            "Exceptions that wait for Hampshire County Council −£1,031.10 for which it must act 2 items",
            "Recode JN2324P01-IWC-P Of ST-2023-24-P01 Rejected",
        ]);
    }

    [Fact]
    public async Task StatementWithoutAMatch_WaitsForOne()
    {
        using var officer = await portal.Officer("HCC", "auditor");
        portal.Gateway.Reconciled = false;
        try
        {
            await officer.Open("/");
        }
        finally
        {
            portal.Gateway.Reconciled = true;
        }

        officer.Texts(".govuk-task-list__item").ShouldContain("Match ST-2023-24-P01 with both ledgers Period 2023/24-P01 Not matched yet");
        officer.Texts(".govuk-task-list__item").ShouldNotContain(item => item.Contains("Recode", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DisputeThatIsLate_ComesFirstAndSaysSoInWords()
    {
        using var officer = await portal.Officer("HCC");

        await officer.Open("/");

        officer.Texts(".govuk-task-list__item").Where(item => item.StartsWith("Answer", StringComparison.Ordinal)).ShouldBe(
        [
            "Answer DP2324P01-006, £250.00 The rate is wrong. Finance officer, HCC answers. "
            + "Overdue: acknowledgement was due on 15 May 2023",
            "Answer DP2324P01-004, £1,000.00 The days are wrong. Finance officer, HCC answers. Resolve by 24 May 2023",
        ]);
    }

    [Fact]
    public async Task Notices_LeadToWhatTheyTellAndAreMarkedAsRead()
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open("/");

        officer.Texts("main h2").ShouldContain("2 notices that you have not read");
        officer.Page.QuerySelectorAll<IHtmlAnchorElement>(".portal-history a").Select(link => link.GetAttribute("href")).ShouldBe(
            ["/journals/JN2324P01-IWC-P", "/statements/ST-2023-24-P01"]);
        await officer.Submit();

        officer.Text(".govuk-notification-banner__heading").ShouldBe("Marked as read.");
        var call = portal.Gateway.Calls.Last(call => call.Method == "POST");
        call.Path.ShouldBe("/api/recharging/v1/notices/read");
        call.Body.ShouldBe(
            """{"notices":["01890000-0000-7000-8000-000000000002","01890000-0000-7000-8000-000000000001"]}""");
    }
}
