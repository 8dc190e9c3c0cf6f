using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Portal.Tests;

/// <summary>The pages in a real browser: nothing that axe or the content policy objects to, with scripts and without.</summary>
public sealed class BrowserTests(PortalHost portal) : IClassFixture<PortalHost>, IAsyncLifetime
{
    private const string Statement = "/statements/ST-2023-24-P01";

    private static readonly (string Path, string Name)[] Rooms =
    [
        ($"{Statement}/lines/ST2324P01-003/withdraw", "withdraw"), ("/disputes", "disputes"), ("/disputes/DP2324P01-004", "dispute-record"),
        ("/disputes/DP2324P01-006/resolve", "dispute-resolve"), ("/disputes/DP2324P01-006/hand-over", "hand-over"),
        ("/exceptions", "exceptions"), ("/exceptions/ST-2023-24-P01/match", "match"),
        ("/exceptions/ST-2023-24-P01/split?line=2%7C0%7C5100004711", "split"),
        ("/exceptions/ST-2023-24-P01/decide/write-off?about=it-1", "write-off"), ("/exceptions/ST-2023-24-P01/decisions", "decisions"),
        ("/ledger-files", "ledger-files"), ("/ledger-files/B-2023-05-11?sourceSystem=unit4", "ledger-file"), ("/invoices", "invoices"),
        ("/cover", "cover"), ("/reports", "reports"), ("/balances", "quarters"), ("/balances/2023-24-Q1", "balances"),
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
        await Check(page, $"sign-in-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Check(page, $"sign-in-error-{width}");
        await page.GetByLabel("Isle of Wight Council").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "What waits for you" }).WaitForAsync();
        await Check(page, $"home-{width}");
        await Open(page, "/statements");
        await Check(page, $"statements-{width}");

        await Open(page, Statement);
        await page.GetByText("Components and dispute").ClickAsync();
        await Check(page, $"statement-{width}");
        await Open(page, $"{Statement}/lines/ST2324P01-003/why");
        await Check(page, $"why-{width}");
        await Open(page, $"{Statement}/agree?all=true");
        await Check(page, $"agree-{width}");
        await Open(page, $"{Statement}/settle");
        await Check(page, $"settle-{width}");
        await Open(page, $"{Statement}/reconciliation");
        await Check(page, $"reconciliation-{width}");
        await Open(page, $"{Statement}/reconciliation?version=1");
        await Check(page, $"reconciliation-alarm-{width}");
        await Open(page, $"{Statement}/reconciliation/matches");
        await Check(page, $"matches-{width}");
        await Open(page, "/journals");
        await Check(page, $"journals-{width}");
        await Open(page, "/journals/JN2324P01-IWC-P");
        await Check(page, $"journal-{width}");
        await Open(page, "/journals/JN2324P01-IWC-P/recode");
        await Check(page, $"recode-{width}");
        foreach (var (path, name) in Rooms)
        {
            await Open(page, path);
            await Check(page, $"{name}-{width}");
        }

        await Open(page, $"{Statement}/lines/ST2324P01-003/dispute");
        await Check(page, $"dispute-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await Check(page, $"dispute-error-{width}");
        await page.GetByLabel("The rate is wrong").CheckAsync();
        await page.GetByLabel("How much do you dispute?").FillAsync("250.00");
        await page.GetByLabel("Explain why").FillAsync("The pay point is the old one.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Check your answers" }).WaitForAsync();
        await Check(page, $"dispute-check-{width}");
        await Open(page, $"{Statement}/agree?lines=ST2324P01-003");
        await page.GetByRole(AriaRole.Button, new() { Name = "Agree the line" }).ClickAsync();
        await Arrived(page, Statement);
        await Check(page, $"agreed-{width}");
        await Open(page, "/nothing/here");
        await Check(page, $"not-found-{width}");

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

    private static async Task Check(IPage page, string name)
    {
        // To look at: where pictures are wanted, they are kept.
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        }

        var violations = (await page.RunAxe()).Violations;
        var described = violations.Select(found => new { found.Id, found.Help, Nodes = found.Nodes.Select(node => node.Html) });
        violations.ShouldBeEmpty($"{name}: {JsonSerializer.Serialize(described)}");
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"))
            .ShouldBeTrue($"{name} is wider than the window.");
    }
}
