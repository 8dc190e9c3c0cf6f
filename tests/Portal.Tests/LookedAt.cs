using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;

namespace Portal.Tests;

/// <summary>A page as an officer has it before him.</summary>
public static class LookedAt
{
    /// <summary>Nothing on it that axe objects to, and nothing wider than the window.</summary>
    public static async Task IsFineAsync(this IPage page, string name)
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
