using System.Net;

namespace Gateway.Tests;

public sealed class HeaderTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Theory]
    [InlineData("X-Council", "IWC")]
    [InlineData("X_Council", "IWC")]
    [InlineData("X-User", "someone")]
    [InlineData("X-Forwarded-User", "someone")]
    [InlineData("X_Forwarded_For", "10.0.0.1")]
    [InlineData("Forwarded", "for=10.0.0.1")]
    [InlineData("X-Original-URL", "/admin")]
    [InlineData("X-HTTP-Method-Override", "DELETE")]
    [InlineData("Cookie", "a=b")]
    [InlineData("baggage", "council=IWC")]
    [InlineData("Proxy", "http://10.0.0.1")]
    public async Task HeaderThatIsNotOnTheList_NeverReachesAService(string name, string value)
    {
        var received = await Send("recharging", name, value);

        received.Headers.Keys.ShouldNotContain(name);
        received.Headers.Values.ShouldNotContain(value);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "10.9.8.7")]
    [InlineData("X-Forwarded-Host", "elsewhere.example")]
    [InlineData("X-Forwarded-Proto", "ftp")]
    [InlineData("X-Forwarded-Prefix", "/elsewhere")]
    public async Task ForwardedHeader_IsWrittenByTheGatewayAlone(string name, string value)
    {
        var received = await Send("recharging", name, value);

        received.Headers.Values.ShouldNotContain(given => given.Contains(value, StringComparison.Ordinal));
        received.Headers["X-Forwarded-For"].ShouldBe("127.0.0.1");
        received.Headers["X-Forwarded-Host"].ShouldBe(gateway.Address.Authority);
    }

    [Fact]
    public async Task TraceFromOutside_IsNotJoined()
    {
        const string strangers = "0af7651916cd43dd8448eb211c80319c";

        var received = await Send("recharging", "traceparent", $"00-{strangers}-b7ad6b7169203331-01");

        received.Headers.GetValueOrDefault("traceparent", "").ShouldNotContain(strangers);
    }

    [Theory]
    [InlineData("Idempotency-Key", "018f-9a")]
    [InlineData("If-Match", "\"7\"")]
    [InlineData("Batch-Id", "HCC-2023-04")]
    [InlineData("Follows-Batch", "HCC-2023-03")]
    [InlineData("Line-Count", "2000")]
    [InlineData("Total-Debit", "1.00")]
    [InlineData("Content-Digest", "sha-256=:AA==:")]
    public async Task HeaderThatServicesKnow_IsPassedOn(string name, string value)
    {
        var received = await Send("recharging", name, value);

        received.Headers[name].ShouldBe(value);
    }

    [Fact]
    public async Task Portal_GetsCookiesAndItsOwnHostButNoToken()
    {
        using var client = gateway.Officer();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/statements");
        request.Headers.Add("Cookie", "session=abc");

        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var received = gateway["portal"].Requests.Last(seen => seen.Path == "/statements");
        received.Headers["Cookie"].ShouldBe("session=abc");
        received.Headers["Host"].ShouldBe(gateway.Address.Authority);
        received.Headers.Keys.ShouldNotContain("Authorization");
    }

    [Theory]
    [InlineData("/api/recharging/v1/statements", 200)]
    [InlineData("/api/recharging/v1/openapi.json", 200)]
    [InlineData("/docs", 200)]
    [InlineData("/health", 200)]
    [InlineData("/alive", 200)]
    [InlineData("/statements", 200)]
    [InlineData("/api/nothing/v1/here", 404)]
    [InlineData("/a//b", 400)]
    public async Task EveryAnswer_CarriesTheSecurityHeaders(string path, int status)
    {
        using var client = gateway.Officer();

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
        answer.Headers.CacheControl?.NoStore.ShouldBeTrue();
        answer.Headers.Contains("Server").ShouldBeFalse();
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        answer.Headers.GetValues("X-Correlation-Id").Single().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task WellFormedCorrelationId_IsKeptAndReturned()
    {
        using var client = gateway.Officer();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/governance/v1/bodies");
        request.Headers.Add("X-Correlation-Id", "erp-run-2023.04_17");

        using var answer = await client.SendAsync(request);

        answer.Headers.GetValues("X-Correlation-Id").ShouldBe(["erp-run-2023.04_17"]);
        gateway["governance"].Requests.Last().Headers["X-Correlation-Id"].ShouldBe("erp-run-2023.04_17");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("has a blank in it")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("${jndi:ldap://elsewhere}")]
    public async Task IllFormedCorrelationId_IsReplaced(string given)
    {
        using var client = gateway.Officer();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/governance/v1/bodies");
        request.Headers.TryAddWithoutValidation("X-Correlation-Id", given).ShouldBeTrue();

        using var answer = await client.SendAsync(request);

        var id = answer.Headers.GetValues("X-Correlation-Id").Single();
        Guid.TryParse(id, out _).ShouldBeTrue();
        gateway["governance"].Requests.Last().Headers["X-Correlation-Id"].ShouldBe(id);
    }

    private async Task<Backend.Received> Send(string service, string name, string value)
    {
        using var client = gateway.Officer();
        var mark = Guid.CreateVersion7();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/{service}/v1/{mark}");
        request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();

        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return gateway[service].Requests.Single(seen => seen.Path == $"/api/{service}/v1/{mark}");
    }
}
