using System.Text;
using System.Text.Json.Nodes;
using Demonstration;
using Demonstration.Story;
using Microsoft.Playwright;
using Orchestration;
using Shouldly;
using Xunit;

namespace Platform.Tests;

/// <summary>
/// April 2023 as the finance officers of both councils work it off in their browsers, from the statement that both see to two ledgers with
/// nothing unexplained. The ERPs do what they do in the story, with three slips of the Isle of Wight's clerks more.
/// </summary>
public sealed class FinanceOfficersDayTests
{
    private const string Paper = "Grade letter.csv";
    private static readonly byte[] PaperContent = Encoding.UTF8.GetBytes("post,point,from\nF,30,2023-04-01\n");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Month_IsMarkedDisputedTalkedOfSettledAndReconciledToNothingUnexplained()
    {
        await using var system = await PlatformApp.StartAsync(new PlatformOptions { ThrowAway = true }, Cancelled);
        using var gateway = new HttpClient { BaseAddress = system.Gateway, Timeout = TimeSpan.FromMinutes(2) };
        var cast = new Cast(gateway, new SignIn(system.Identity));
        var services = new Services((await cast.OfficeAsync("HCC")).Finance, (await cast.OfficeAsync("HCC")).Operator);
        var tale = new Tale(cast, await cast.OfficeAsync("HCC"), await cast.OfficeAsync("IWC"), services);
        var number = await tale.IssueAprilAsync(_ => { });
        await services.QuietAsync();
        var lines = (await services.StatementAsync(number))["lines"]!.AsArray()
            .ToDictionary(line => line!["subject"]!.GetValue<string>(), line => line!, StringComparer.Ordinal);

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await OfficerAtBrowser.BrowserAsync(playwright);
        await using var payer = await OfficerAtBrowser.SignInAsync(browser, system.Gateway, "Isle of Wight Council", "iwc.finance");
        await using var payee = await OfficerAtBrowser.SignInAsync(browser, system.Gateway, "Hampshire County Council", "hcc.finance");

        var disputed = Reference(lines[Secondees.F]);
        await MarkAsync(payer, number, Reference(lines["shared-management"]), Reference(lines["support-services"]), disputed);
        await TalkAsync(payer, number, disputed);
        await AcknowledgeAndSettleAsync(payee, number, disputed);
        await EscalateAsync(payer, disputed, services);
        await ResolveAsync(payee, payer, number, disputed);
        await services.QuietAsync();
        await SeeAnswerOnTheAgendaAsync(payer, disputed);

        await services.SetBusinessDayAsync(new DateOnly(2023, 5, 10));
        await tale.BookJournalsAsync();
        PlantMore(tale.IsleOfWight, lines);
        await tale.SendLedgersAsync(number);
        await services.QuietAsync();
        await ReconcileAsync(payer, number);
        await AdoptAsync(payer, number);
        await MatchByHandAsync(payer, number, Reference(lines[Secondees.A]));
        await SeeNothingUnexplainedAsync(payer, $"/statements/{number}/reconciliation", "day-23-explained");

        await services.SetBusinessDayAsync(new DateOnly(2023, 5, 11));
        await SeeNothingUnexplainedAsync(payer, $"/statements/{number}/reconciliation?day=10/5/2023", "day-24-known-at");
        (await payer.ReadsAsync()).ShouldContain("What matching would have found on 10 May 2023 at 23:59");
        await SeeMatchesAndBalancesAsync(payee, number);
    }

    /// <summary>Some lines agreed together, one disputed in part with the answers read once more, then all the rest agreed.</summary>
    private static async Task MarkAsync(OfficerAtBrowser officer, string number, string first, string second, string disputed)
    {
        await officer.OpenAsync("/");
        await officer.LooksAsync("day-01-today");
        await officer.FollowAsync($"Agree or dispute {number}", $"Statement {number}");
        await officer.LooksAsync("day-02-statement");

        foreach (var line in new[] { first, second })
        {
            await officer.ChooseAsync($"Choose {line}");
        }

        await officer.PressAsync("Agree the lines ticked", "Agree 2 lines?");
        await officer.LooksAsync("day-03-agree");
        (await officer.SendAsync("Agree 2 lines")).ShouldBe("2 lines are agreed.");

        await officer.FollowAsync($"Dispute line {disputed}", "Dispute a line");
        await officer.ChooseAsync("The rate is wrong");
        await officer.FillAsync("How much do you dispute?", "250");
        await officer.FillAsync("Explain why", "We think that the point of this post is two below the one charged.");
        await officer.LooksAsync("day-04-dispute");
        await officer.PressAsync("Continue", "Check your answers");
        await officer.LooksAsync("day-05-dispute-check");
        (await officer.SendAsync("Dispute the line")).ShouldBe($"£250.00 of line {disputed} is disputed.");

        await officer.PressAsync("Agree all 5 lines not marked yet", "Agree 5 lines?");
        (await officer.SendAsync("Agree 5 lines")).ShouldBe("All lines that were not marked are agreed.");
        await officer.LooksAsync("day-06-marked");
    }

    /// <summary>A comment and a paper for the other council; what is no paper is refused in words.</summary>
    private static async Task TalkAsync(OfficerAtBrowser officer, string number, string line)
    {
        await officer.FollowAsync(line, $"Line {line}");
        await officer.FillAsync("Add a comment", "The grade letter says point 30. Which one did you have?");
        (await officer.SendAsync("Add the comment")).ShouldBe("Your comment is there for both councils.");

        await AttachAsync(officer, "Program.exe", [0x4d, 0x5a, 0x00]);
        (await officer.SendAsync("Attach the paper")).ShouldContain("Program.exe is not taken: papers are PDF");
        await officer.LooksAsync("day-07-paper-refused");
        await AttachAsync(officer, Paper, PaperContent);
        (await officer.SendAsync("Attach the paper")).ShouldBe($"{Paper} is there for both councils.");
        await officer.LooksAsync("day-08-line");
        new Uri(officer.Page.Url).AbsolutePath.ShouldBe($"/statements/{number}/lines/{line}");
    }

    private static Task AttachAsync(OfficerAtBrowser officer, string name, byte[] content) =>
        officer.Page.GetByLabel("Attach a paper").SetInputFilesAsync(
            new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content });

    /// <summary>The other council sees the dispute, reads the paper and answers the comment; what is agreed is settled meanwhile.</summary>
    private static async Task AcknowledgeAndSettleAsync(OfficerAtBrowser officer, string number, string disputed)
    {
        var dispute = DisputeOf(disputed);
        await officer.OpenAsync("/");
        await officer.LooksAsync("day-09-today-of-the-other");
        await officer.FollowAsync($"Answer {dispute}", $"Dispute {dispute}");
        (await officer.SendAsync("Acknowledge")).ShouldBe($"Dispute {dispute} is acknowledged, and yours to answer.");
        await officer.LooksAsync("day-10-dispute");

        await officer.FollowAsync(disputed, $"Line {disputed}");
        var reading = officer.Page.WaitForDownloadAsync();
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = Paper, Exact = true }).ClickAsync();
        var paper = await reading;
        paper.SuggestedFilename.ShouldBe(Paper);
        (await File.ReadAllBytesAsync((await paper.PathAsync())!)).ShouldBe(PaperContent);
        await officer.FillAsync("Add a comment", "We had point 32, from the letter of March.");
        (await officer.SendAsync("Add the comment")).ShouldBe("Your comment is there for both councils.");

        await officer.FollowAsync($"Statement {number}", $"Statement {number}");
        await officer.PressAsync("Agree all 2 lines not marked yet", "Agree 2 lines?");
        (await officer.SendAsync("Agree 2 lines")).ShouldBe("All lines that were not marked are agreed.");
        await officer.PressAsync("Settle what is agreed", $"Settle statement {number}?");
        await officer.LooksAsync("day-11-settle");
        (await officer.SendAsync("Settle the statement")).ShouldStartWith($"Statement {number} is settled.");
        await officer.LooksAsync("day-12-journals");
    }

    /// <summary>The council that pays takes it to the board, on whose agenda it is then.</summary>
    private static async Task EscalateAsync(OfficerAtBrowser officer, string disputed, Services services)
    {
        var dispute = DisputeOf(disputed);
        await officer.OpenAsync($"/disputes/{dispute}");
        await officer.FollowAsync("Take it to the board", $"Take dispute {dispute} to the board");
        await officer.FillAsync("Why?", "Both officers read the same letter in two ways.");
        await officer.PressAsync("Continue", "Check your answers");
        (await officer.SendAsync("Take it to the board")).ShouldBe($"Dispute {dispute} is on its way to the board’s agenda.");
        await services.QuietAsync();
        await officer.OpenAsync("/agendas");
        (await officer.ReadsAsync()).ShouldContain($"Dispute {dispute}: £250.00 of line {disputed}");
        await officer.LooksAsync("day-13-agenda");
    }

    private static async Task SeeAnswerOnTheAgendaAsync(OfficerAtBrowser officer, string disputed)
    {
        await officer.OpenAsync("/agendas");
        (await officer.ReadsAsync()).ShouldContain("£100.00 of the £250.00 goes back.");
        await officer.FollowAsync(DisputeOf(disputed), $"Dispute {DisputeOf(disputed)}");
    }

    /// <summary>A part is given back, the council that raised the dispute takes it, and what was held of the rest is settled too.</summary>
    private static async Task ResolveAsync(OfficerAtBrowser payee, OfficerAtBrowser payer, string number, string disputed)
    {
        var dispute = DisputeOf(disputed);
        await payee.OpenAsync($"/disputes/{dispute}");
        await payee.PressAsync("Answer it", $"Answer dispute {dispute}");
        await payee.ChooseAsync("Give a part back");
        await payee.FillAsync("If a part, how much?", "100");
        await payee.FillAsync("Why?", "Point 31 is right: one point less, not two.");
        await payee.PressAsync("Continue", "Check your answers");
        await payee.LooksAsync("day-14-answer-check");
        (await payee.SendAsync("Send the answer")).ShouldBe($"Dispute {dispute} is answered: £100.00 goes back.");

        await payer.OpenAsync("/");
        await payer.LooksAsync("day-15-today-answered");
        await payer.OpenAsync($"/disputes/{dispute}");
        (await payer.SendAsync("Take £100.00")).ShouldBe($"Dispute {dispute} is resolved.");
        await payer.LooksAsync("day-16-resolved");

        await payee.OpenAsync($"/statements/{number}");
        await payee.PressAsync("Settle what is agreed", $"Settle statement {number}?");
        (await payee.SendAsync("Settle the statement")).ShouldStartWith($"Statement {number} is settled.");
    }

    /// <summary>What no reference leads to: a payment without a text, and one of another amount with a text of its own.</summary>
    private static void PlantMore(Erp isleOfWight, Dictionary<string, JsonNode> lines)
    {
        foreach (var (subject, document, text, less) in new[]
        {
            ("support-services", "5100000350", "", 0.00m), (Secondees.A, "5100000351", "Seconded officer April", 12.00m)
        })
        {
            isleOfWight.Omit(Reference(lines[subject]));
            isleOfWight.BookByHand(document, "KR", "2023/24-P01", "2023-04-28", text, (Accounts.PayableAtIsleOfWight, "HCC"),
                (Accounts.BroughtForwardAtIsleOfWight, ""), less - lines[subject]["payableGbp"]!.GetValue<decimal>());
        }
    }

    private static async Task ReconcileAsync(OfficerAtBrowser officer, string number)
    {
        await officer.OpenAsync("/ledger-files");
        await officer.LooksAsync("day-17-ledger-files");
        await officer.FollowAsync("IWC-GL-2023-04", "IWC-GL-2023-04");
        await officer.LooksAsync("day-17-ledger-file");
        await officer.OpenAsync("/");
        await officer.FollowAsync($"Match {number} with both ledgers", "What both ledgers say");
        (await officer.SendAsync("Match both ledgers")).ShouldBe("Both ledgers are matched with the statement as they are now.");
        await officer.LooksAsync("day-18-reconciliation");
    }

    /// <summary>The surest proposal stands first, with what speaks for it.</summary>
    private static async Task AdoptAsync(OfficerAtBrowser officer, string number)
    {
        await officer.OpenAsync("/exceptions");
        await officer.LooksAsync("day-19-exceptions");
        await officer.FollowAsync("Adopt", "Adopt a proposal");
        await officer.FillAsync("Why is it right?", "The clerk paid it without a text: nothing else is of this amount.");
        await officer.LooksAsync("day-20-adopt");
        await officer.PressAsync("Continue", "Check your answers");
        (await officer.SendAsync("Adopt the proposal")).ShouldBe("The proposal is adopted.");
        new Uri(officer.Page.Url).AbsolutePath.ShouldBe($"/exceptions/{number}/decisions");
    }

    /// <summary>A match by hand that was wrong is undone and made again.</summary>
    private static async Task MatchByHandAsync(OfficerAtBrowser officer, string number, string line)
    {
        await MatchAsync(officer, line, "Rounding");
        await officer.OpenAsync($"/exceptions/{number}/decisions");
        await officer.LooksAsync("day-21-decisions");
        await officer.FollowAsync("Undo", "Undo a decision");
        await officer.FillAsync("Why does it no longer hold?", "Twelve pounds is no rounding.");
        await officer.PressAsync("Continue", "Check your answers");
        (await officer.SendAsync("Undo the decision")).ShouldBe("The decision is undone.");
        await MatchAsync(officer, line, "Another amount");
    }

    private static async Task MatchAsync(OfficerAtBrowser officer, string line, string code)
    {
        await officer.OpenAsync("/exceptions");
        await officer.Page.Locator("tr", new() { HasText = "5100000351" })
            .GetByRole(AriaRole.Link, new() { Name = "Match by hand" }).First.ClickAsync();
        await officer.ChooseAsync(line);
        await officer.Page.GetByLabel("What explains the pounds that do not meet?").SelectOptionAsync(code);
        await officer.FillAsync("Why do they belong together?", "The clerk paid it by hand and left the reference out.");
        await officer.LooksAsync("day-22-match");
        await officer.PressAsync("Continue", "Check what you match");
        (await officer.SendAsync("Match them")).ShouldBe($"{line} is matched by hand.");
    }

    private static async Task SeeNothingUnexplainedAsync(OfficerAtBrowser officer, string reconciliation, string name)
    {
        await officer.OpenAsync(reconciliation);
        (await officer.Page.Locator("tfoot tr", new() { HasText = "Unexplained" }).Locator("td").InnerTextAsync()).ShouldBe("£0.00");
        await officer.LooksAsync(name);
    }

    private static async Task SeeMatchesAndBalancesAsync(OfficerAtBrowser officer, string number)
    {
        await officer.OpenAsync($"/statements/{number}/reconciliation/matches");
        await officer.LooksAsync("day-25-matches");
        await officer.OpenAsync("/balances/2023-24-Q1");
        (await officer.ReadsAsync()).ShouldContain("2023-24-Q1");
        await officer.LooksAsync("day-26-balances");
        await officer.OpenAsync("/");
        await officer.LooksAsync("day-27-today");
    }

    private static string DisputeOf(string line) => line.Replace("ST", "DP", StringComparison.Ordinal);

    private static string Reference(JsonNode line) => line["reference"]!.GetValue<string>();
}
