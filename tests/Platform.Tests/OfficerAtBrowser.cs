using Microsoft.Playwright;
using Portal.Tests;

namespace Platform.Tests;

/// <summary>An officer at a browser of his own, who has come in through the door of his council.</summary>
internal sealed class OfficerAtBrowser : IAsyncDisposable
{
    // A desk and a telephone.
    private static readonly (string Name, int Width, int Height)[] Windows = [("desk", 1280, 900), ("telephone", 360, 740)];

    private readonly IBrowserContext context;
    private readonly Uri door;

    private OfficerAtBrowser(IBrowserContext context, IPage page, Uri door) => (this.context, Page, this.door) = (context, page, door);

    public IPage Page { get; }

    public static async Task<OfficerAtBrowser> SignInAsync(IBrowser browser, Uri door, string council, string login)
    {
        var own = await browser.NewContextAsync();
        own.SetDefaultTimeout(120_000);  // machines that build and test at once are slow
        var officer = new OfficerAtBrowser(own, await own.NewPageAsync(), door);

        await officer.OpenAsync("/");
        await officer.ChooseAsync(council);
        await officer.PressAsync("Continue", $"Sign in to {council}");
        await officer.FillAsync("Sign-in name", login);
        await officer.FillAsync("Password", "development");
        await officer.PressAsync("Sign in", "What waits for you");
        return officer;
    }

    public static Task<IBrowser> BrowserAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
        Args = ["--no-sandbox"]
    });

    public Task OpenAsync(string path) => Page.GotoAsync(new Uri(door, path).ToString());

    /// <param name="link">What it says, or the beginning of that.</param>
    /// <param name="heading">Of the page that it leads to.</param>
    public async Task FollowAsync(string link, string heading)
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = link }).First.ClickAsync();
        await HeadedAsync(heading);
    }

    /// <param name="button">All that it says.</param>
    /// <param name="heading">Of the page that it leads to.</param>
    public async Task PressAsync(string button, string heading)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await HeadedAsync(heading);
    }

    /// <summary>The page then says that something is done, or that there is a problem.</summary>
    public async Task<string> SendAsync(string button)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        return await Page.Locator(".govuk-notification-banner__heading, .govuk-error-summary__list").InnerTextAsync();
    }

    public Task ChooseAsync(string label) => Page.GetByLabel(label).CheckAsync();

    public Task FillAsync(string label, string value) => Page.GetByLabel(label).FillAsync(value);

    /// <summary>What the main part of the page says.</summary>
    public Task<string> ReadsAsync() => Page.Locator("main").InnerTextAsync();

    /// <summary>Looks at the page at a desk and on a telephone.</summary>
    public async Task LooksAsync(string name)
    {
        foreach (var window in Windows.Reverse())
        {
            await Page.SetViewportSizeAsync(window.Width, window.Height);
            await Page.IsFineAsync($"{name}-{window.Name}");
        }
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private Task HeadedAsync(string heading) => Page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1 }).WaitForAsync();
}
