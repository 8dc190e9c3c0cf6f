using Microsoft.Playwright;
using Orchestration;
using Shouldly;
using Xunit;

namespace Platform.Tests;

/// <summary>An officer's way through the whole system in a real browser: portal, the council's own issuer, gateway, Recharging.</summary>
public sealed class PortalJourneyTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OfficerOfEachCouncil_SignsInAtItsOwnIssuerReadsTheStatementsAndSignsOut()
    {
        await using var system = await PlatformApp.StartAsync(new PlatformOptions { ThrowAway = true }, Cancelled);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await OfficerAtBrowser.BrowserAsync(playwright);

        foreach (var door in (Uri[])[system.Portal, system.Gateway])
        {
            await Visit(browser, door, "Hampshire County Council", "hcc.finance", "Finance officer, HCC");
            await Visit(browser, door, "Isle of Wight Council", "iwc.finance", "Finance officer, IWC");
        }
    }

    private static async Task Visit(IBrowser browser, Uri door, string council, string login, string name)
    {
        await using var officer = await OfficerAtBrowser.SignInAsync(browser, door, council, login);
        var page = officer.Page;

        new Uri(page.Url).ShouldBe(door);
        (await page.Locator(".portal-header__officer span").InnerTextAsync()).ShouldBe(name);
        (await page.Locator("main p").First.InnerTextAsync()).ShouldBe("Nothing waits for you.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Statements" }).ClickAsync();
        (await page.Locator("main p").First.InnerTextAsync()).ShouldBe("No statement has been issued yet.");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, sign me out" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Which council do you work for?" }).WaitForAsync();
    }
}
