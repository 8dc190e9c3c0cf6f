using System.Net;
using System.Text.RegularExpressions;

namespace Gateway.Tests;

public sealed partial class ApiReferenceTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private static readonly Uri Reference = new("/docs/reference", UriKind.Relative);

    [Fact]
    public async Task Reference_NamesEveryServicesDescriptionAndNeedsNoToken()
    {
        using var client = Following();

        var page = await client.GetStringAsync(Reference);

        foreach (var service in new[] { "governance", "secondments", "school-support", "recharging" })
        {
            page.ShouldContain($"\"url\":\"api/{service}/v1/openapi.json\"");
        }
    }

    [Fact]
    public async Task Reference_RunsItsOwnScriptFromHereAndNoOther()
    {
        using var client = Following();

        using var answer = await client.GetAsync(Reference);
        var page = await answer.Content.ReadAsStringAsync();

        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("connect-src 'self'");
        policy.Split(';').Single(rule => rule.TrimStart().StartsWith("script-src", StringComparison.Ordinal)).ShouldNotContain("unsafe");
        var nonce = Nonce().Match(policy).Groups["value"].Value;
        Scripts().Matches(page).ShouldAllBe(script => script.Value.Contains($"nonce=\"{nonce}\"", StringComparison.Ordinal));
        page.ShouldNotContain("https://cdn.");

        using var script = await client.GetAsync(new Uri("/docs/reference/scalar.js", UriKind.Relative));
        script.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task TwoReadings_HaveTwoNonces()
    {
        using var client = Following();

        using var first = await client.GetAsync(Reference);
        using var second = await client.GetAsync(Reference);

        first.Headers.GetValues("Content-Security-Policy").ShouldNotBe(second.Headers.GetValues("Content-Security-Policy"));
    }

    private HttpClient Following() => new() { BaseAddress = gateway.Address };

    [GeneratedRegex("'nonce-(?<value>[^']+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Nonce();

    [GeneratedRegex("<script[^>]*>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scripts();
}
