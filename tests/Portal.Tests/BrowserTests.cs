using Microsoft.Playwright;

namespace Portal.Tests;

/// <summary>The pages in a real browser: nothing that axe or the content policy objects to, with scripts and without.</summary>
public sealed class BrowserTests(PortalHost portal) : IClassFixture<PortalHost>, IAsyncLifetime
{
    private const string Statement = "/statements/ST-2023-24-P01";

    private static readonly (string Path, string Name)[] Rooms =
    [
        ($"{Statement}/dispute?lines=ST2324P01-002", "dispute-lines"), ($"{Statement}/lines/ST2324P01-006", "line"), ($"{Statement}/lines/ST2324P01-003/withdraw", "withdraw"),
        ($"{Statement}/lines/ST2324P01-006/papers/{TalkTests.OwnPaper}/withdraw", "withdraw-paper"), ("/disputes", "disputes"), ("/disputes/DP2324P01-004", "dispute-record"),
        ("/disputes/DP2324P01-006/resolve", "dispute-resolve"), ("/disputes/DP2324P01-006/hand-over", "hand-over"),
        ("/exceptions", "exceptions"), ("/exceptions/ST-2023-24-P01/match", "match"),
        ("/exceptions/ST-2023-24-P01/split?line=2%7C0%7C5100004711", "split"),
        ("/exceptions/ST-2023-24-P01/decide/write-off?about=it-1", "write-off"), ("/exceptions/ST-2023-24-P01/decisions", "decisions"),
        ("/ledger-files", "ledger-files"), ("/ledger-files/B-2023-05-11?sourceSystem=unit4", "ledger-file"), ("/invoices", "invoices"),
        ("/invoices/HCC-2023-0002", "invoice"),
        ("/erp-codes", "erp-codes"),
        ("/agendas", "agendas"), ("/cover", "cover"), ("/reports", "reports"), ("/balances", "quarters"), ("/balances/2023-24-Q1", "balances"),
        ("/balances/2023-24-Q1/answer", "balances-answer"),
    ];

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox"]
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Officer_SignsInReadsTheStatementAndDisputesALine(bool scripts)
    {
        portal.Iwc.Role = "finance-officer";
        await using var context = await _browser.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = scripts });
        context.SetDefaultTimeout(120_000);  // machines that build and test at once are slow
        var page = await context.NewPageAsync();

        await Open(page, $"{Statement}");
        await page.GetByLabel("Isle of Wight Council").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Dispute line ST2324P01-003" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        (await page.Locator(".govuk-error-summary__list li").AllInnerTextsAsync())
            .ShouldBe(["Select what is wrong with the line", "Enter how much you dispute", "Explain why you dispute the line"]);
        await page.GetByLabel("The rate is wrong").CheckAsync();
        await page.GetByLabel("How much do you dispute?").FillAsync("250.00");
        await page.GetByLabel("Explain why").FillAsync("The pay point is the old one.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dispute the line" }).ClickAsync();

        await Arrived(page, Statement);
        (await page.Locator(".govuk-notification-banner__heading").InnerTextAsync())
            .ShouldBe("£250.00 of line ST2324P01-003 is disputed.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Which council do you work for?" }).WaitForAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task EveryPage_HasNothingThatAxeOrTheContentPolicyObjectsTo(int width)
    {
        portal.Iwc.Role = "finance-officer";
        await using var context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 } });
        context.SetDefaultTimeout(120_000);  // machines that build and test at once are slow
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Location.Contains("/nothing/here", StringComparison.Ordinal))
            {
                complaints.Add($"{page.Url}: {message.Text}");
            }
        };

        await Open(page, "/sign-in");
        await page.IsFineAsync($"sign-in-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.IsFineAsync($"sign-in-error-{width}");
        await page.GetByLabel("Isle of Wight Council").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "What waits for you" }).WaitForAsync();
        await page.IsFineAsync($"home-{width}");
        await Open(page, "/statements");
        await page.IsFineAsync($"statements-{width}");

        await Open(page, Statement);
        await page.GetByText("Components and dispute").ClickAsync();
        await page.IsFineAsync($"statement-{width}");
        await Open(page, $"{Statement}/lines/ST2324P01-003/why");
        await page.IsFineAsync($"why-{width}");
        await Open(page, $"{Statement}/agree?all=true");
        await page.IsFineAsync($"agree-{width}");
        await Open(page, $"{Statement}/settle");
        await page.IsFineAsync($"settle-{width}");
        await Open(page, $"{Statement}/reconciliation");
        await page.IsFineAsync($"reconciliation-{width}");
        await Open(page, $"{Statement}/reconciliation?version=1");
        await page.IsFineAsync($"reconciliation-alarm-{width}");
        await Open(page, $"{Statement}/reconciliation?day=10/5/2023");
        await page.IsFineAsync($"reconciliation-known-at-{width}");
        await Open(page, $"{Statement}/reconciliation/matches");
        await page.IsFineAsync($"matches-{width}");
        await Open(page, "/journals");
        await page.IsFineAsync($"journals-{width}");
        await Open(page, "/journals/JN2324P01-IWC-P");
        await page.IsFineAsync($"journal-{width}");
        await Open(page, "/journals/JN2324P01-IWC-P/recode");
        await page.IsFineAsync($"recode-{width}");
        foreach (var (path, name) in Rooms)
        {
            await Open(page, path);
            await page.IsFineAsync($"{name}-{width}");
        }

        await Open(page, $"{Statement}/lines/ST2324P01-003/dispute");
        await page.IsFineAsync($"dispute-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await page.IsFineAsync($"dispute-error-{width}");
        await page.GetByLabel("The rate is wrong").CheckAsync();
        await page.GetByLabel("How much do you dispute?").FillAsync("250.00");
        await page.GetByLabel("Explain why").FillAsync("The pay point is the old one.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Check your answers" }).WaitForAsync();
        await page.IsFineAsync($"dispute-check-{width}");
        await Open(page, $"{Statement}/agree?lines=ST2324P01-003");
        await page.GetByRole(AriaRole.Button, new() { Name = "Agree the line" }).ClickAsync();
        await Arrived(page, Statement);
        await page.IsFineAsync($"agreed-{width}");
        await Open(page, "/nothing/here");
        await page.IsFineAsync($"not-found-{width}");

        complaints.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private Task<IResponse?> Open(IPage page, string path) => page.GotoAsync(new Uri(portal.Address, path).ToString());

    // Asks the page where it is: waiting for a navigation can miss one that is over already.
    private Task Arrived(IPage page, string path) => Assertions.Expect(page).ToHaveURLAsync(
        new Uri(portal.Address, path).ToString(), new PageAssertionsToHaveURLOptions { Timeout = 120_000 });
}
