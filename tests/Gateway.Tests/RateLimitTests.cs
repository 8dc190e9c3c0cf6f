using System.Net;

namespace Gateway.Tests;

public sealed class RateLimitTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private static readonly Uri Bodies = new("/api/governance/v1/bodies", UriKind.Relative);

    [Fact]
    public async Task ClientOverItsAllowance_IsToldWhenToComeBackAndOthersAreNot()
    {
        await using var strict = gateway.Start(new() { ["RateLimit:BurstRequests"] = "3", ["RateLimit:RequestsPerSecond"] = "1" });
        using var busy = GatewayHost.ClientOf(strict, gateway.Hcc.Token("busy"));
        using var quiet = GatewayHost.ClientOf(strict, gateway.Hcc.Token("quiet"));
        using var namesake = GatewayHost.ClientOf(strict, gateway.Iwc.Token("busy"));

        using var refused = await FirstRefused(busy);

        refused.Headers.RetryAfter?.Delta.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
        refused.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        refused.Headers.GetValues("X-Correlation-Id").ShouldHaveSingleItem();
        (await quiet.GetAsync(Bodies)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await namesake.GetAsync(Bodies)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task StrangersShareTheAllowanceOfTheirAddressAndProbesNeedNone()
    {
        await using var strict = gateway.Start(new() { ["RateLimit:BurstRequests"] = "3", ["RateLimit:RequestsPerSecond"] = "1" });
        using var forged = GatewayHost.ClientOf(strict, gateway.Hcc.Unsigned());

        using var refused = await FirstRefused(forged);

        (await forged.GetAsync(new Uri("/health", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var officer = GatewayHost.ClientOf(strict, gateway.Hcc.Token());
        (await officer.GetAsync(Bodies)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpResponseMessage> FirstRefused(HttpClient client)
    {
        for (var sent = 0; sent < 100; sent++)
        {
            var answer = await client.GetAsync(Bodies);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests)
            {
                return answer;
            }

            answer.Dispose();
        }

        throw new InvalidOperationException("A hundred requests in a row, and none was refused.");
    }
}
