using System.Net;
using AngleSharp.Dom;

namespace Portal.Tests;

/// <summary>Every form that decides something: what it refuses, what is read once more, what is sent, and what a rule answers.</summary>
public sealed class FormTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Api = "/api/recharging/v1/";
    private const string Governance = "/api/governance/v1/";
    private const string Reason = "It was paid with the one before.";

    /// <param name="Path">Of the page.</param>
    /// <param name="Role">Of an officer of <paramref name="Council"/> who may.</param>
    /// <param name="Filled">What is typed.</param>
    /// <param name="Checked">What the answers to check say among other things; null when the form has no such step.</param>
    /// <param name="Sent">Where it goes, below Recharging's address unless it names another.</param>
    /// <param name="Body">What it says.</param>
    /// <param name="Empty">What is said of the form when nothing is typed.</param>
    public sealed record Form(
        string Path, string Council, string Role, (string, string)[] Filled, string? Checked, string Sent, string Body, string[] Empty)
    {
        public override string ToString() => Path;
    }

    private const string GiveReason = "Give your reason in 10 to 2,000 characters";

    public static TheoryData<Form> Forms =>
    [
        new Form("/statements/ST-2023-24-P01/lines/ST2324P01-003/withdraw", "HCC", "finance-officer", [("reason", Reason)], Reason,
            "statements/ST-2023-24-P01/lines/ST2324P01-003/withdrawal", $$"""{"reason":"{{Reason}}"}""", [GiveReason]),
        new Form("/disputes/DP2324P01-006/hand-over", "HCC", "finance-officer",
            [("owner", "hcc.ann"), ("reason", "On leave")], "Ann Example",
            "disputes/DP2324P01-006/owner", """{"ownerSignIn":"hcc.ann","reason":"On leave"}""",
            ["Select who answers from now on"]),
        new Form("/disputes/DP2324P01-006/resolve", "HCC", "s151-delegate", [("answer", "part"), ("acceptedGbp", "£100"), ("reason", Reason)],
            "£150.00", "disputes/DP2324P01-006/resolution", $$"""{"acceptedGbp":100,"reason":"{{Reason}}"}""",
            ["Select what you give back", GiveReason]),
        new Form("/disputes/DP2324P01-006/resolve", "HCC", "finance-officer", [("answer", "all"), ("reason", Reason)], "£250.00",
            "disputes/DP2324P01-006/resolution", $$"""{"acceptedGbp":250.0,"reason":"{{Reason}}"}""",
            ["Select what you give back", GiveReason]),
        new Form("/disputes/DP2324P01-006/escalate", "IWC", "finance-officer", [("reason", Reason)], Reason, "disputes/DP2324P01-006/escalation",
            $$"""{"reason":"{{Reason}}"}""", [GiveReason]),
        new Form("/statements/ST-2023-24-P01/dispute?lines=ST2324P01-002&lines=ST2324P01-003", "IWC", "finance-officer",
            [("reason", "evidence"), ("explanation", Reason)], "£104,562.63 before VAT: all of 2 lines", "statements/ST-2023-24-P01/disputes",
            $"{{\"reason\":\"evidence\",\"explanation\":\"{Reason}\",\"lines\":[{{\"line\":\"ST2324P01-002\",\"disputedGbp\":100000.0}},"
            + "{\"line\":\"ST2324P01-003\",\"disputedGbp\":4562.63}]}",
            ["Select what is wrong with the line", "Explain why you dispute the line"]),
        new Form($"/statements/ST-2023-24-P01/lines/ST2324P01-006/papers/{TalkTests.OwnPaper}/withdraw", "IWC", "finance-officer",
            [("reason", Reason)], "Grade letter.csv",
            $"statements/ST-2023-24-P01/lines/ST2324P01-006/attachments/{TalkTests.OwnPaper}/withdrawal", $$"""{"reason":"{{Reason}}"}""",
            [GiveReason]),
        new Form("/exceptions/ST-2023-24-P01/decide/adopt?about=pr-1", "IWC", "finance-officer",
            [("reason", Reason), ("reasonCode", "amount")], "Line 2 of 5100004711 could be ST2324P01-008.",
            "statements/ST-2023-24-P01/decisions/adopted-proposals",
            $$"""{"proposal":"pr-1","reason":"{{Reason}}","reasonCode":"amount"}""", [GiveReason]),
        new Form("/exceptions/ST-2023-24-P01/decide/reject?about=pr-1", "IWC", "finance-officer", [("reason", Reason)],
            "Line 2 of 5100004711 could be ST2324P01-008.", "statements/ST-2023-24-P01/decisions/rejected-proposals",
            $$"""{"proposal":"pr-1","reason":"{{Reason}}"}""", [GiveReason]),
        new Form("/exceptions/ST-2023-24-P01/match", "IWC", "finance-officer",
            [("statementLines", "ST2324P01-002"), ("lines", "2|0|5100004711"), ("reason", Reason), ("reasonCode", "rounding")],
            "5100004711 line 2, 2023/24-P01: −£2,031.10", "statements/ST-2023-24-P01/decisions/matches",
            "{\"statementLines\":[\"ST2324P01-002\"],\"lines\":[{\"docRef\":\"5100004711\",\"lineNo\":2,\"part\":0}],"
            + $"\"reason\":\"{Reason}\",\"reasonCode\":\"rounding\"}}",
            ["Select at least one line of the statement", "Select at least one line of your ledger", GiveReason]),
        new Form("/exceptions/ST-2023-24-P01/split?line=2%7C0%7C5100004711", "IWC", "finance-officer",
            [("parts", "2,000.00\n31.10"), ("reason", Reason)], "−£2,031.10 of −£2,031.10", "statements/ST-2023-24-P01/decisions/splits",
            "{\"line\":{\"docRef\":\"5100004711\",\"lineNo\":2,\"part\":0},\"partsGbp\":[-2000.00,-31.10],"
            + $"\"reason\":\"{Reason}\"}}",
            ["Enter two or more amounts, one a row, like 250 or 250.50", GiveReason]),
        new Form("/exceptions/ST-2023-24-P01/decide/write-off?about=it-1", "IWC", "finance-officer",
            [("reason", Reason), ("reasonCode", "amount")], "Another amount", "statements/ST-2023-24-P01/decisions/write-offs",
            $$"""{"item":"it-1","reason":"{{Reason}}","reasonCode":"amount"}""", [GiveReason]),
        new Form("/exceptions/ST-2023-24-P01/decide/owner?about=it-1", "IWC", "s151-delegate", [("owner", "hcc.ann"), ("reason", Reason)],
            "Ann Example", "statements/ST-2023-24-P01/decisions/owners",
            $$"""{"item":"it-1","ownerSignIn":"hcc.ann","reason":"{{Reason}}"}""",
            ["Select who looks after it", GiveReason]),
        new Form("/exceptions/ST-2023-24-P01/decide/undo-match?about=ST2324P01-007", "IWC", "finance-officer", [("reason", Reason)],
            "ST2324P01-007: HCC JN2324P01-HCC-R line 7, IWC 5100004711 line 2", "statements/ST-2023-24-P01/decisions/undone-matches",
            $$"""{"statementLine":"ST2324P01-007","reason":"{{Reason}}"}""", [GiveReason]),
        new Form("/exceptions/ST-2023-24-P01/decide/undo?about=1", "IWC", "finance-officer", [("reason", Reason)],
            "Decision 1, match by hand by Finance officer, IWC: “Paid by one transfer for both.”",
            "statements/ST-2023-24-P01/decisions/1/undo", $$"""{"reason":"{{Reason}}"}""", [GiveReason]),
        new Form("/exceptions/ST-2023-24-P01/decide/approval?about=2", "HCC", "s151-delegate", [("reason", Reason)], Reason,
            "statements/ST-2023-24-P01/decisions/2/approval", $$"""{"reason":"{{Reason}}"}""", [GiveReason]),
        new Form("/exceptions/ST-2023-24-P01/decide/rejection?about=2", "HCC", "s151-delegate", [("reason", Reason)], Reason,
            "statements/ST-2023-24-P01/decisions/2/rejection", $$"""{"reason":"{{Reason}}"}""", [GiveReason]),
        new Form("/cover/name", "IWC", "s151-delegate",
            [
                ("officerSignIn", "hcc.ann"), ("firstDay", "31/7/2023"), ("lastDay", "11 August 2023"),
                ("reason", Reason)
            ],
            "11 August 2023", "cover",
            "{\"officer\":\"hcc.ann\",\"firstDay\":\"2023-07-31\",\"lastDay\":\"2023-08-11\","
            + $"\"reason\":\"{Reason}\"}}",
            ["Select who stands in for you", "Enter the first day", "Enter the last day", GiveReason]),
        new Form($"/rates/{RatesTests.Load}", "IWC", "finance-officer", [("answer", "rejection"), ("reason", Reason)], "Reject them",
            $"rate-loads/{RatesTests.Load}/rejection", $$"""{"reason":"{{Reason}}"}""", ["Select what you say to these rates"]),
        new Form($"/rates/{RatesTests.Load}", "IWC", "s151-delegate", [("answer", "confirmation")], "Confirm them",
            $"rate-loads/{RatesTests.Load}/confirmation", "{}", ["Select what you say to these rates"]),
        new Form($"/rates/{RatesTests.Load}", "HCC", "finance-officer", [("answer", "withdrawal"), ("reason", Reason)], "Take them back",
            $"rate-loads/{RatesTests.Load}/withdrawal", $$"""{"reason":"{{Reason}}"}""", ["Select what you say to these rates"]),
        new Form("/invoices/HCC-2023-0002", "HCC", "finance-officer", [("answer", "It was for the school in Ryde.")],
            "It was for the school in Ryde.", "invoices/HCC-2023-0002/responses/R-1/answer", """{"answer":"It was for the school in Ryde."}""",
            ["Give your answer in 10 to 2,000 characters"]),
        new Form("/cover/01890000-0000-7000-8000-00000000000a/end", "IWC", "s151-delegate", [("reason", Reason)], null,
            "cover/01890000-0000-7000-8000-00000000000a/ending", $$"""{"reason":"{{Reason}}"}""", [GiveReason]),
        new Form("/agendas/DP2324P01-005/place", "IWC", "monitoring-officer", [("board", "JOB"), ("reason", Reason)],
            "Joint Operational Board", $"{Governance}agenda-items/DP2324P01-005/placement",
            $$"""{"body":"JOB","reason":"{{Reason}}"}""", ["Select a board", GiveReason]),
        new Form("/balances/2023-24-Q1/answer", "IWC", "finance-officer", [("agreed", "no"), ("remark", "See the dispute.")], "We do not agree",
            "agreement-of-balances/2023-24-Q1/responses", """{"statementVersion":1,"agreed":false,"remark":"See the dispute."}""",
            ["Select whether your council agrees"])
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task EmptyForm_NamesEachFieldAndSendsNothing(Form form)
    {
        using var officer = await portal.Officer(form.Council, form.Role);
        var sent = portal.Gateway.Calls.Count(call => call.Method == "POST");
        await officer.Open(form.Path);

        await officer.Submit();

        officer.SummaryOfErrors.ShouldBe(form.Empty);
        officer.Page.Title.ShouldStartWith("Error: ");
        foreach (var link in officer.Page.QuerySelectorAll(".govuk-error-summary__list a"))
        {
            officer.Page.GetElementById(link.GetAttribute("href")![1..]).ShouldNotBeNull();
        }

        portal.Gateway.Calls.Count(call => call.Method == "POST").ShouldBe(sent);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task FilledForm_IsReadOnceMoreAndSentWithItsKey(Form form)
    {
        using var officer = await portal.Officer(form.Council, form.Role);
        await officer.Open(form.Path);
        var key = Key(officer);

        await officer.Submit(form.Filled);
        if (form.Checked is { } answer)
        {
            officer.Texts(".govuk-summary-list__value").ShouldContain(answer);
            portal.Gateway.Calls.ShouldNotContain(call => call.Key == key);
            await officer.Submit(("step", "send"));
        }

        officer.Page.QuerySelector(".govuk-notification-banner--success").ShouldNotBeNull();
        var call = portal.Gateway.Calls.Single(call => call.Key == key);
        call.Path.ShouldBe(form.Sent.StartsWith(Governance, StringComparison.Ordinal) ? form.Sent : Api + form.Sent);
        call.Body.ShouldBe(form.Body);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task RuleThatSaysNo_IsReadOnTheForm(Form form)
    {
        using var officer = await portal.Officer(form.Council, form.Role);
        await officer.Open(form.Path);
        await officer.Submit(form.Filled);
        portal.Gateway.Refusal = (HttpStatusCode.Conflict, "The period is closed.");
        try
        {
            if (form.Checked is null)
            {
                await officer.Open(form.Path);
            }

            await officer.Submit([.. form.Checked is null ? form.Filled : [], ("step", "send")]);
        }
        finally
        {
            portal.Gateway.Refusal = null;
        }

        officer.SummaryOfErrors.ShouldBe(["The period is closed."]);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task FormWithoutItsKey_IsNotSent(Form form)
    {
        using var officer = await portal.Officer(form.Council, form.Role);
        await officer.Open(form.Path);
        officer.Page.QuerySelector("main input[name=Key]")!.Remove();

        await officer.Submit(form.Filled);

        officer.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task OfficerWhoMayNot_IsToldSo(Form form)
    {
        using var auditor = await portal.Officer(form.Council, "auditor");

        await auditor.Open(form.Path);

        if (form.Path.StartsWith("/rates/", StringComparison.Ordinal) || form.Path.StartsWith("/invoices/", StringComparison.Ordinal))
        {
            // Auditors read what waits, and are not asked for a word.
            auditor.Status.ShouldBe(HttpStatusCode.OK);
            auditor.Page.QuerySelector("main form").ShouldBeNull();
            return;
        }

        auditor.Status.ShouldBe(HttpStatusCode.Forbidden);
        auditor.Heading.ShouldBe("You cannot use this page");
    }

    [Theory]
    [InlineData("/disputes/DP2324P01-006", "HCC", "finance-officer", "Acknowledge", "disputes/DP2324P01-006/acknowledgement")]
    [InlineData("/disputes/DP2324P01-006", "HCC", "finance-officer", "Review", "disputes/DP2324P01-006/review")]
    [InlineData("/disputes/DP2324P01-004", "IWC", "s151-delegate", "Confirm", "disputes/DP2324P01-004/confirmation")]
    [InlineData("/balances/2023-24-Q1", "IWC", "finance-officer", "Send", "agreement-of-balances/2023-24-Q1/statements")]
    [InlineData("/balances/2023-24-Q2", "IWC", "s151-delegate", "Sign", "agreement-of-balances/2023-24-Q2/signatures")]
    public async Task Button_SendsItsWordOnceAndShowsARefusal(string path, string council, string role, string handler, string sent)
    {
        using var officer = await portal.Officer(council, role);
        await officer.Open(path);
        var button = officer.Page.QuerySelector($"main button[formaction*='handler={handler}']").ShouldNotBeNull();
        var (key, action) = (Key(officer), button.GetAttribute("formaction")!);
        officer.Page.QuerySelector("main form")!.SetAttribute("action", action);

        await officer.Submit();

        officer.Page.QuerySelector(".govuk-notification-banner--success").ShouldNotBeNull();
        portal.Gateway.Calls.Single(call => call.Key == key).Path.ShouldBe(Api + sent);

        officer.Page.QuerySelector("main form")!.SetAttribute("action", action);
        portal.Gateway.Refusal = (HttpStatusCode.Conflict, "It is done already.");
        try
        {
            await officer.Submit();
        }
        finally
        {
            portal.Gateway.Refusal = null;
        }

        officer.SummaryOfErrors.ShouldBe(["It is done already."]);
    }

    private static string Key(Visitor officer) =>
        officer.Page.QuerySelector("main input[name=Key]")!.GetAttribute("value").ShouldNotBeNull();
}
