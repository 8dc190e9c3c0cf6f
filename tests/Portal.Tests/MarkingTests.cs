using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Portal.Tests;

public sealed class MarkingTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Statement = "/statements/ST-2023-24-P01";
    private const string Agree = $"{Statement}/agree?lines=ST2324P01-003";
    private const string Settle = $"{Statement}/settle";
    private const string Dispute = $"{Statement}/lines/ST2324P01-003/dispute";

    private static readonly (string, string)[] Filled =
        [("reason", "rate"), ("disputedGbp", "£1,250.50"), ("proposedGbp", "3,000"), ("explanation", "The pay point is the old one.")];

    private static readonly (string, string) Send = ("step", "send");

    [Fact]
    public async Task AgreedLine_IsSentOnceAndLeadsBackToTheStatement()
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open(Agree);
        var key = officer.Page.QuerySelector<IHtmlInputElement>("input[name=Key]")!.Value;

        await officer.Submit();

        officer.At.AbsolutePath.ShouldBe(Statement);
        officer.Text(".govuk-notification-banner__heading").ShouldBe("Line ST2324P01-003 is agreed.");
        var call = portal.Gateway.Calls.Last(call => call.Method == "POST");
        call.Path.ShouldBe("/api/recharging/v1/statements/ST-2023-24-P01/agreements");
        call.Body.ShouldBe("""{"lines":["ST2324P01-003"]}""");
        call.Key.ShouldBe(key);
        call.Officer.ShouldBe("iwc.finance-officer");

        await officer.Open(Statement);
        officer.Page.QuerySelector(".govuk-notification-banner").ShouldBeNull();
    }

    [Fact]
    public async Task RuleThatSaysNo_IsReadOnTheForm()
    {
        using var officer = await portal.Officer("IWC");
        foreach (var (path, form) in new[] { (Agree, Array.Empty<(string, string)>()), (Dispute, [.. Filled, Send]), (Settle, []) })
        {
            await officer.Open(path);
            portal.Gateway.Refusal = (HttpStatusCode.Conflict, "The statement is settled: correct it by a later run.");
            try
            {
                await officer.Submit(form);
            }
            finally
            {
                portal.Gateway.Refusal = null;
            }

            officer.At.AbsolutePath.ShouldBe(path.Split('?')[0]);
            officer.SummaryOfErrors.ShouldBe(["The statement is settled: correct it by a later run."]);
            officer.Page.Title.ShouldStartWith("Error: ");
        }
    }

    [Fact]
    public async Task OfficerWhoMayNotMarkALine_IsToldSo()
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open(Agree);
        portal.Gateway.Refusal = (HttpStatusCode.Forbidden, "Not your post.");
        try
        {
            await officer.Submit();
        }
        finally
        {
            portal.Gateway.Refusal = null;
        }

        officer.Status.ShouldBe(HttpStatusCode.Forbidden);
        officer.Heading.ShouldBe("You cannot use this page");
    }

    [Fact]
    public async Task DisputedLine_IsSentWithItsReasonAmountsAndWords()
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open(Dispute);

        await officer.Submit(Filled);
        officer.Heading.ShouldBe("Check your answers");
        officer.Texts(".govuk-summary-list__value").ShouldBe(
        [
            "ST2324P01-003", "Secondment SEC-2022-0001, 2023/24-P01", "£4,562.63", "£4,562.63 to Hampshire County Council",
            "The rate is wrong", "£1,250.50 before VAT", "£3,000.00 before VAT", "The pay point is the old one.",
        ]);
        portal.Gateway.Calls.ShouldNotContain(call => call.Path.EndsWith("/dispute", StringComparison.Ordinal) && call.Key == Key(officer));
        await officer.Submit(Send);

        officer.At.AbsolutePath.ShouldBe(Statement);
        officer.Text(".govuk-notification-banner__heading").ShouldBe("£1,250.50 of line ST2324P01-003 is disputed.");
        var call = portal.Gateway.Calls.Last(call => call.Method == "POST");
        call.Path.ShouldBe("/api/recharging/v1/statements/ST-2023-24-P01/lines/ST2324P01-003/dispute");
        Guid.TryParse(call.Key, out _).ShouldBeTrue();
        using var body = JsonDocument.Parse(call.Body!);
        body.RootElement.GetProperty("reason").GetString().ShouldBe("rate");
        body.RootElement.GetProperty("disputedGbp").GetDecimal().ShouldBe(1250.50m);
        body.RootElement.GetProperty("proposedGbp").GetDecimal().ShouldBe(3000m);
        body.RootElement.GetProperty("explanation").GetString().ShouldBe("The pay point is the old one.");
    }

    [Fact]
    public async Task AnswersThatAreChanged_AreStillThere()
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open(Dispute);
        await officer.Submit(Filled);

        await officer.Submit(("step", "change"));

        officer.Heading.ShouldBe("Dispute a line");
        officer.Page.QuerySelector<IHtmlInputElement>("#disputedGbp")!.Value.ShouldBe("£1,250.50");
        officer.Page.QuerySelector<IHtmlInputElement>("#reason")!.IsChecked.ShouldBeTrue();
        officer.Page.QuerySelector<IHtmlTextAreaElement>("#explanation")!.Value.ShouldBe("The pay point is the old one.");
    }

    [Fact]
    public async Task LinesTicked_AreShownWithTheirTotalAndAgreedTogether()
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open($"{Statement}/agree?lines=ST2324P01-002&lines=ST2324P01-003");

        officer.Heading.ShouldBe("Agree 2 lines?");
        officer.Texts("tfoot td").ShouldBe(["£104,562.63", "£0.00", "£104,562.63"]);
        await officer.Submit();

        officer.Text(".govuk-notification-banner__heading").ShouldBe("2 lines are agreed.");
        portal.Gateway.Calls.Last(call => call.Method == "POST").Body.ShouldBe("""{"lines":["ST2324P01-002","ST2324P01-003"]}""");
    }

    [Fact]
    public async Task AllUnseen_LeavesOutWhatIsDisputedMeanwhile()
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open($"{Statement}/agree?all=true");

        officer.Texts("main tbody th").ShouldNotContain("ST2324P01-006");
        await officer.Submit();

        officer.Text(".govuk-notification-banner__heading").ShouldBe("All lines that were not marked are agreed.");
        portal.Gateway.Calls.Last(call => call.Method == "POST").Body.ShouldBe("""{"all":true}""");
    }

    [Fact]
    public async Task NothingTicked_SaysWhatToDo()
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open($"{Statement}/agree");

        officer.Text("main").ShouldContain("Tick the lines that you agree on the statement first.");
        officer.Page.QuerySelector("main form").ShouldBeNull();
    }

    [Fact]
    public async Task Settlement_ShowsWhatIsPaidAndHeldAndLeadsToTheJournals()
    {
        using var officer = await portal.Officer("HCC");
        await officer.Open(Settle);

        officer.Texts("main tbody tr").ShouldBe(
            ["Isle of Wight Council, to pay 1 £130.00", "Hampshire County Council, owed to it 2 £380.00"]);
        officer.Text("main").ShouldContain("Isle of Wight Council holds back £250.00 as disputed and £120.00 of which the credit is agreed and "
            + "comes with a later statement, before VAT.");
        await officer.Submit();

        officer.At.PathAndQuery.ShouldBe("/journals?statement=ST-2023-24-P01");
        officer.Text(".govuk-notification-banner__heading").ShouldStartWith("Statement ST-2023-24-P01 is settled.");
        officer.Texts("main tbody th").ShouldBe(["JN2324P01-IWC-P", "JN2324P01-IWC-R, version 2"]);
        portal.Gateway.Calls.Last(call => call.Method == "POST").Path.ShouldBe("/api/recharging/v1/statements/ST-2023-24-P01/settlement");
    }

    [Theory]
    [InlineData("short", "Your explanation must be 10 characters or more")]
    [InlineData("long", "Your explanation must be 2,000 characters or fewer")]
    public async Task ExplanationThatTheServiceWouldNotTake_IsRefusedBesideItsField(string length, string message)
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open(Dispute);

        await officer.Submit(("reason", "rate"), ("disputedGbp", "1"), ("explanation", new string('x', length == "short" ? 9 : 2001)));

        officer.SummaryOfErrors.ShouldBe([message]);
    }

    [Theory]
    [InlineData("auditor")]
    [InlineData("budget-holder")]
    public async Task OfficerWhoseWordIsNotMoneys_ReadsButIsNotOfferedToMark(string role)
    {
        using var officer = await portal.Officer("IWC", role);

        await officer.Open(Statement);
        officer.Status.ShouldBe(HttpStatusCode.OK);
        officer.Page.QuerySelectorAll(".portal-actions").ShouldBeEmpty();

        foreach (var path in new[] { Agree, Dispute, Settle })
        {
            await officer.Open(path);
            officer.Status.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task EmptyDispute_NamesEachFieldInOrder()
    {
        using var officer = await portal.Officer("IWC");
        var sent = portal.Gateway.Calls.Count(call => call.Method == "POST");
        await officer.Open(Dispute);

        await officer.Submit();

        officer.SummaryOfErrors.ShouldBe(
            ["Select what is wrong with the line", "Enter how much you dispute", "Explain why you dispute the line"]);
        foreach (var link in officer.Page.QuerySelectorAll<IHtmlAnchorElement>(".govuk-error-summary__list a"))
        {
            officer.Page.GetElementById(link.GetAttribute("href")![1..]).ShouldNotBeNull();
        }

        portal.Gateway.Calls.Count(call => call.Method == "POST").ShouldBe(sent);
    }

    [Theory]
    [InlineData("0", "The amount you dispute must be more than £0")]
    [InlineData("-5", "The amount you dispute must not be below £0")]
    [InlineData("125.005", "The amount you dispute must be in whole pence: at most two digits after the point")]
    [InlineData("10,000,000,000.01", "The amount you dispute must be £10,000,000,000.00 or less")]
    [InlineData("abc", "The amount you dispute must be an amount in pounds, like 250 or 250.50")]
    [InlineData("1e3", "The amount you dispute must be an amount in pounds, like 250 or 250.50")]
    public async Task AmountThatIsNone_IsRefusedBesideItsField_ForItsOwnReason(string typed, string message)
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open(Dispute);

        await officer.Submit(("reason", "rate"), ("disputedGbp", typed), ("explanation", "Wrong <b>rate</b>."));

        officer.SummaryOfErrors.ShouldBe([message]);
        officer.Text("#disputedGbp-error").ShouldContain(message);
        officer.Page.QuerySelector<IHtmlInputElement>("#disputedGbp")!.Value.ShouldBe(typed);
        officer.Page.QuerySelector<IHtmlInputElement>("#reason")!.IsChecked.ShouldBeTrue();
        officer.Page.QuerySelector<IHtmlTextAreaElement>("#explanation")!.Value.ShouldBe("Wrong <b>rate</b>.");
    }

    [Theory]
    [InlineData("__RequestVerificationToken")]
    [InlineData("Key")]
    public async Task FormWithoutWhatItHid_IsNotSent(string hidden)
    {
        using var officer = await portal.Officer("IWC");
        var sent = portal.Gateway.Calls.Count(call => call.Method == "POST");
        await officer.Open(Agree);
        officer.Page.QuerySelector($"main input[name={hidden}]")!.Remove();

        await officer.Submit();

        officer.Status.ShouldBe(HttpStatusCode.BadRequest);
        officer.Heading.ShouldBe("This form can no longer be sent");
        portal.Gateway.Calls.Count(call => call.Method == "POST").ShouldBe(sent);
    }

    [Theory]
    [InlineData("ST2324P01-001", "dispute", "IWC", "You can’t dispute this line now: ST2324P01-001: agreed, paid by Isle of Wight Council")]
    [InlineData("ST2324P01-002", "dispute", "HCC", "You can’t dispute this line now: ST2324P01-002: not marked yet, paid by Isle of Wight Council")]
    [InlineData("ST2324P01-001", "withdraw", "HCC", "You can’t withdraw this line now: ST2324P01-001: agreed, paid by Isle of Wight Council")]
    public async Task WhatWouldBeRefused_IsSaidBeforeAnythingIsTyped(string line, string act, string council, string words)
    {
        using var officer = await portal.Officer(council);

        await officer.Open($"{Statement}/lines/{line}");
        officer.Texts("main .portal-actions a").ShouldNotContain(text => text.StartsWith(act, StringComparison.OrdinalIgnoreCase));
        await officer.Open($"{Statement}/lines/{line}/{act}");

        officer.Text("main").ShouldContain(words);
        officer.Page.QuerySelector("main form").ShouldBeNull();
    }

    private static string Key(Visitor officer) => officer.Page.QuerySelector<IHtmlInputElement>("main input[name=key]")!.Value;
}
