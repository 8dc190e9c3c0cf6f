using System.Diagnostics;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Io;
using Demonstration;
using Orchestration;

namespace Benchmarks;

/// <summary>L4: the pages that an officer opens most, through the gateway, while the ledgers hold many lines.</summary>
internal static class PortalPages
{
    private const int Calls = 60;

    public static async Task<IReadOnlyList<Result>> MeasureAsync(PlatformApp system, Telling told, int lines)
    {
        using var officer = new HttpClient { BaseAddress = system.Gateway };
        officer.DefaultRequestHeaders.Add("Cookie", await SignedInAsync(system.Gateway));
        var results = new List<Result>();
        foreach (var (goal, page) in new[]
        {
            ("L4a", ""), ("L4b", "statements"), ("L4c", $"statements/{told.Statement}"), ("L4d", "exceptions"), ("L4e", "journals")
        })
        {
            results.Add(await TimedAsync(officer, goal, page, lines));
        }

        return results;
    }

    // As a browser does it: council, name and password, consent, and back.
    private static async Task<string> SignedInAsync(Uri gateway)
    {
        var browser = BrowsingContext.New(Configuration.Default.WithDefaultLoader().WithDefaultCookies());
        var page = await browser.OpenAsync(new Uri(gateway, "sign-in").AbsoluteUri);
        var council = page.Forms.Single(form => form.QuerySelector("[name=council]") is not null);
        council.QuerySelectorAll<IHtmlInputElement>("[name=council]").Single(choice => choice.Value == "HCC").IsChecked = true;
        page = await council.SubmitAsync();
        while (!page.Url.StartsWith(gateway.AbsoluteUri, StringComparison.Ordinal))
        {
            foreach (var field in page.QuerySelectorAll<IHtmlInputElement>("input").Where(field => field.Type is "text" or "password"))
            {
                field.Value = field.Type == "password" ? "development" : "hcc.finance";
            }

            page = await page.Forms[0].SubmitAsync();
        }

        return browser.GetCookie(new Url(gateway.AbsoluteUri));
    }

    private static async Task<Result> TimedAsync(HttpClient officer, string goal, string page, int lines)
    {
        var took = new List<double>();
        for (var call = 0; call < Calls; call++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await officer.GetAsync(new Uri(page, UriKind.Relative));
            var html = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
            took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (!html.Contains("Sign out", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"/{page} is not shown to the officer.");
            }
        }

        // The first tenth warms up and does not count.
        var sorted = took[(Calls / 10)..].Order().ToList();
        var p95 = sorted[(int)Math.Ceiling(0.95 * sorted.Count) - 1];
        return new Result(
            goal, $"the portal's /{page} through the gateway, {lines:N0} lines stored, p95 of {sorted.Count}", p95, Peer: null, "ms",
            Ratio: null, 120, p95 <= 120, [new Pair(Results.Median(sorted), Peer: null)]);
    }
}
