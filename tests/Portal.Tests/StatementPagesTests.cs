using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Portal.Tests;

public sealed partial class StatementPagesTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Statement = "/statements/ST-2023-24-P01";
    private const string Agree = $"{Statement}/agree?lines=ST2324P01-003";
    private const string Dispute = $"{Statement}/lines/ST2324P01-003/dispute";

    private const string Line = $"{Statement}/lines/ST2324P01-006";

    private const string Why = $"{Statement}/lines/ST2324P01-003/why";

    private const string Reconciliation = $"{Statement}/reconciliation";
    private const string Matches = $"{Reconciliation}/matches";

    public static TheoryData<string> Pages =>
    [
        "/", "/statements", Statement, Line, $"{Line}/papers/{TalkTests.OwnPaper}/withdraw", $"{Statement}?state=unseen&service=social-care&payer=IWC&sort=amount", Why, Agree,
        $"{Statement}/agree?all=true", $"{Statement}/dispute", $"{Statement}/dispute?lines=ST2324P01-002", Dispute, $"{Statement}/settle", Reconciliation, $"{Reconciliation}?version=1", Matches, "/journals",
        "/journals/JN2324P01-IWC-P", "/journals/JN2324P01-IWC-P/recode", $"{Statement}/lines/ST2324P01-003/withdraw", "/disputes",
        "/disputes?show=overdue", "/disputes/DP2324P01-006", "/disputes/DP2324P01-006/hand-over", "/disputes/DP2324P01-006/resolve",
        "/disputes/DP2324P01-006/escalate", "/exceptions", "/exceptions?reason=none&age=not-due&least=250",
        "/exceptions/ST-2023-24-P01/match", "/exceptions/ST-2023-24-P01/decide/write-off?about=it-1",
        "/exceptions/ST-2023-24-P01/decide/owner?about=it-1", "/exceptions/ST-2023-24-P01/decide/undo-match?about=ST2324P01-007",
        "/exceptions/ST-2023-24-P01/decide/undo?about=1", "/exceptions/ST-2023-24-P01/decisions", "/ledger-files",
        "/ledger-files/B-2023-05-11?sourceSystem=unit4", "/erp-codes", "/cover", "/rates", $"/rates/{RatesTests.Load}", "/agendas", "/invoices",
        "/invoices/HCC-2023-0002",
        "/balances", "/balances/2023-24-Q1",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task EveryPage_OpensForAFinanceOfficerOfEitherCouncil(string path)
    {
        foreach (var council in new[] { "HCC", "IWC" })
        {
            using var officer = await portal.Officer(council);

            await officer.Open(path);

            officer.Status.ShouldBe(HttpStatusCode.OK);
            officer.At.PathAndQuery.ShouldBe(path);
            officer.Page.QuerySelectorAll("h1").Length.ShouldBe(1);
            MachineWord().Match(officer.Text("main")).Value.ShouldBe("", $"{path} shows a code instead of words");
        }
    }

    /// <summary>But what waits for them: see the tests of roles.</summary>
    public static TheoryData<string> PagesOnMoney => [.. Pages.Select(page => page.Data).Where(page => page != "/")];

    [Theory]
    [MemberData(nameof(PagesOnMoney))]
    public async Task EveryPage_IsForbiddenToAnHrOfficer(string path)
    {
        using var officer = await portal.Officer("IWC", "hr-officer");

        await officer.Open(path);

        officer.Status.ShouldBe(HttpStatusCode.Forbidden);
        officer.Heading.ShouldBe("You cannot use this page");
    }

    [Theory]
    [InlineData("/statements/ST-2099-00-P01")]
    [InlineData("/statements/ST-2099-00-P01/agree?all=true")]
    [InlineData("/statements/ST-2099-00-P01/settle")]
    [InlineData("/statements/ST-2099-00-P01/reconciliation")]
    [InlineData("/statements/ST-2099-00-P01/reconciliation/matches")]
    [InlineData("/statements/ST-2099-00-P01/lines.csv")]
    [InlineData($"{Reconciliation}?version=9")]
    [InlineData($"{Statement}/lines/NONE")]
    [InlineData($"{Line}?handler=paper&id=01890000-0000-7000-8000-0000000000ff")]
    [InlineData($"{Line}/papers/01890000-0000-7000-8000-0000000000ff/withdraw")]
    [InlineData($"{Statement}/lines/NONE/withdraw")]
    [InlineData("/disputes/DP9900P01-001")]
    [InlineData("/disputes/DP9900P01-001/hand-over")]
    [InlineData("/disputes/DP9900P01-001/resolve")]
    [InlineData("/disputes/DP9900P01-001/escalate")]
    [InlineData("/exceptions/ST-2099-00-P01/match")]
    [InlineData("/exceptions/ST-2099-00-P01/decisions")]
    [InlineData("/exceptions/ST-2023-24-P01/split?line=9%7C0%7CNONE")]
    [InlineData("/exceptions/ST-2023-24-P01/decide/write-off?about=none")]
    [InlineData("/exceptions/ST-2023-24-P01/decide/adopt?about=none")]
    [InlineData("/exceptions/ST-2023-24-P01/decide/undo?about=99")]
    [InlineData("/exceptions/ST-2023-24-P01/decide/nothing?about=1")]
    [InlineData("/ledger-files/NONE")]
    [InlineData("/balances/2099-00-Q1")]
    [InlineData("/balances/2023-24-Q1?handler=document&form=none")]
    [InlineData("/invoices?handler=document&number=NONE&form=csv")]
    [InlineData("/invoices/NONE")]
    [InlineData("/journals/JN9900P01-IWC-P")]
    [InlineData("/journals/JN9900P01-IWC-P/recode")]
    [InlineData("/journals/JN9900P01-IWC-P?handler=file")]
    [InlineData($"{Statement}/lines/NONE/why")]
    [InlineData($"{Statement}/agree?lines=NONE")]
    [InlineData($"{Statement}/dispute?lines=NONE")]
    [InlineData($"{Statement}/lines/NONE/dispute")]
    [InlineData("/nothing/here")]
    public async Task WhatIsNotThere_IsNotFound(string path)
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open(path);

        officer.Status.ShouldBe(HttpStatusCode.NotFound);
        officer.Heading.ShouldBe("Page not found");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task ServiceThatIsDown_IsSaidToBe(string path)
    {
        using var officer = await portal.Officer("IWC");
        portal.Gateway.Down = true;
        try
        {
            await officer.Open(path);
        }
        finally
        {
            portal.Gateway.Down = false;
        }

        officer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        officer.Heading.ShouldBe("Sorry, the service is unavailable");
    }

    [Fact]
    public async Task List_ShowsEachStatementAndLeadsToIt()
    {
        using var officer = await portal.Officer("HCC");

        await officer.Open("/statements");

        officer.Texts("main tbody tr > *").ShouldBe(
            ["ST-2023-24-P01", "2023/24-P01", "9 May 2023", "8 June 2023", "Issued"]);
        officer.Page.QuerySelector<IHtmlAnchorElement>("main tbody a")!.GetAttribute("href").ShouldBe(Statement);
    }

    [Fact]
    public async Task Statement_ShowsBothDirectionsAndTheNet()
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open(Statement);

        var facts = officer.Texts(".govuk-summary-list__value");
        facts.ShouldContain("£248,129.55");
        facts.ShouldContain("£4,068.59");
        facts.ShouldContain("£244,060.96 owed to Hampshire County Council Amounts owed and net are before VAT and disputes.");
        officer.Texts(".portal-lines caption").ShouldBe(
            ["Isle of Wight Council pays Hampshire County Council", "Hampshire County Council pays Isle of Wight Council"]);
        officer.Page.QuerySelectorAll(".portal-lines tbody tr").Length.ShouldBe(13);
        officer.Texts(".portal-lines tfoot tr:first-child td:nth-child(2)").ShouldBe(["£248,129.55", "£4,068.59"]);
    }

    [Fact]
    public async Task Why_TellsALineDownToPayPointRateDaysClauseAndDecision()
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open(Statement);
        await officer.Open(officer.Page.QuerySelectorAll<IHtmlAnchorElement>("main a")
            .Single(link => link.TextContent.Trim() == "Why this amount? Line ST2324P01-003").GetAttribute("href")!);

        officer.Heading.ShouldBe("Why this is £4,562.63");
        var says = string.Join('\n', officer.Texts(".portal-step"));
        says.ShouldContain("The whole employment, to the penny: £3,512.42. £3,512.42");
        says.ShouldContain("NJC point 36 from 1 April 2022, agreed: NJC circular of 1 November 2022. fact 41, 3f9a1c5e 42,149");
        says.ShouldContain("30 charged calendar days. 30");
        says.ShouldContain("HCC's LGPS rate. fact 12, 3f9a1c5e 19.4");
        says.ShouldContain("Clause SP-2018/C3, version 1, from 1 July 2018. SP-2018/C3 version 1, 3f9a1c5e");
        says.ShouldContain("Decision D-2018-03-IWC. D-2018-03-IWC");
        officer.Text("main").ShouldContain("VAT treatment O: special legal regime, reviewed by VAT officer on 2023-03-20. VAT on the line: £0.00.");
    }

    [Fact]
    public async Task Line_ShowsItsWorkingComponentsAndState()
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open(Statement);

        var line = officer.Texts(".portal-lines tbody tr").Single(text => text.Contains("ST2324P01-006", StringComparison.Ordinal));
        line.ShouldContain("14/30 calendar days");
        line.ShouldContain("Salary £811.05");
        line.ShouldContain("Disputed in part £250.00: The rate is wrong. Should be £760.00");
        line.ShouldContain("Isle of Wight Council: “The pay point of April is 31, not 32.”");
        officer.Texts(".portal-lines tbody tr").Single(text => text.Contains("ST2324P01-009", StringComparison.Ordinal))
            .ShouldContain("covered by SP-2018/C1 Why this amount? Line ST2324P01-009 £0.00 £0.00 £0.00 Nothing to pay");
    }

    [Fact]
    public async Task OnlyLinesThatTheOfficersCouncilPays_OfferToBeMarked()
    {
        using var hcc = await portal.Officer("HCC");
        using var iwc = await portal.Officer("IWC");

        await hcc.Open(Statement);
        await iwc.Open(Statement);

        hcc.Texts(".portal-actions").ShouldBe(["Agree line ST2324P01-012 Dispute line ST2324P01-012"]);
        iwc.Page.QuerySelectorAll(".portal-actions").Length.ShouldBe(7);
    }

    [Fact]
    public async Task Lines_AreChosenAndSortedByTheAddress()
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open($"{Statement}?service=social-care&payer=IWC&sort=amount");

        var amounts = officer.Texts(".portal-lines tbody td:nth-child(4)");
        amounts.Count.ShouldBeGreaterThan(1);
        amounts.Select(amount => decimal.Parse(amount[1..], CultureInfo.InvariantCulture)).ShouldBeInOrder(SortDirection.Descending);
        officer.Texts(".portal-lines caption").ShouldBe(["Isle of Wight Council pays Hampshire County Council"]);
        officer.Page.QuerySelector<IHtmlSelectElement>("#service")!.Value.ShouldBe("social-care");

        await officer.Open($"{Statement}?state=withdrawn");
        officer.Text("main").ShouldContain("No line is like that.");
    }

    [Fact]
    public async Task Lines_ComeAsATableForASpreadsheet()
    {
        using var officer = await portal.Officer("HCC");

        await officer.Open($"{Statement}/lines.csv");

        officer.Answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        officer.Answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("ST-2023-24-P01.csv");
        (await officer.Answer.Content.ReadAsStringAsync()).ShouldStartWith("line\n");
    }

    [Theory]
    [InlineData("/statements")]
    [InlineData("/sign-in")]
    [InlineData("/nothing/here")]
    [InlineData("/portal.css")]
    [InlineData("/govuk/govuk-frontend.min.css")]
    public async Task EveryAnswer_ForbidsScriptsOfItsOwn(string path)
    {
        using var officer = await portal.Officer("HCC");

        await officer.Open(path);

        var policy = officer.Answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self';");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        officer.Answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        officer.Page.QuerySelectorAll("script:not([src]), style, [style], [onclick]").Length.ShouldBe(0);
    }

    [Fact]
    public async Task Styles_NameNeitherTheGovernmentsTypefaceNorItsCrown()
    {
        using var visitor = portal.Visitor();

        await visitor.Open("/govuk/govuk-frontend.min.css");

        var css = await visitor.Answer.Content.ReadAsStringAsync();
        visitor.Answer.Content.Headers.ContentType?.MediaType.ShouldBe("text/css");
        css.ShouldNotContain("font-family:GDS Transport");
        css.ShouldNotContain("crest");
    }

    [GeneratedRegex(@"(?<![\w/.-])[a-z]+(_[a-z]+)+\b|(?<![\w/.-])[a-z]+[A-Z]\w*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MachineWord();
}
