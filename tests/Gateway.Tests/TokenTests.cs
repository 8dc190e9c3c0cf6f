using System.Net;

namespace Gateway.Tests;

public sealed class TokenTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    public static TheoryData<string> Forgeries =>
    [
        "none", "unsigned", "signed with the public key", "another's name", "unknown issuer", "wrong audience", "expired",
        "cut short", "not a token"
    ];

    [Theory]
    [InlineData("governance")]
    [InlineData("secondments")]
    [InlineData("school-support")]
    [InlineData("recharging")]
    public async Task TokenOfEitherIssuer_ReachesTheService(string service)
    {
        foreach (var issuer in new[] { gateway.Hcc, gateway.Iwc })
        {
            var token = issuer.Token();
            using var client = gateway.Officer(token);
            using var answer = await client.GetAsync(new Uri($"/api/{service}/v1/things?on=2023-04-01", UriKind.Relative));

            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            var received = gateway[service].Requests.Last();
            received.Path.ShouldBe($"/api/{service}/v1/things?on=2023-04-01");
            received.Headers["Authorization"].ShouldBe($"Bearer {token}");
        }
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task ForgedToken_IsStoppedAtTheEdge(string forgery)
    {
        await using var stranger = await Issuer.Start("ELSEWHERE");
        using var client = gateway.Anonymous();
        var before = gateway["governance"].Requests.Count;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/governance/v1/agreements");
        if (Forge(forgery, stranger) is { } token)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}").ShouldBeTrue();
        }

        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        answer.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
        gateway["governance"].Requests.Count.ShouldBe(before);
    }

    [Fact]
    public async Task TokenInTheAddressOrACookie_IsNotLookedAt()
    {
        using var client = gateway.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/governance/v1/agreements?access_token={gateway.Hcc.Token()}");
        request.Headers.Add("Cookie", $"access_token={gateway.Hcc.Token()}");

        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private string? Forge(string forgery, Issuer stranger) => forgery switch
    {
        "none" => null,
        "unsigned" => gateway.Hcc.Unsigned(),
        "signed with the public key" => gateway.Hcc.SignedWithThePublicKey(),
        "another's name" => gateway.Hcc.InTheNameOf(gateway.Iwc),
        "unknown issuer" => stranger.Token(),
        "wrong audience" => gateway.Hcc.Token(audience: "portal"),
        "expired" => gateway.Hcc.Token(age: TimeSpan.FromHours(1)),
        "cut short" => gateway.Hcc.Token()[..^8],
        "not a token" => new string('a', 4000),
        _ => throw new ArgumentOutOfRangeException(nameof(forgery), forgery, "No such forgery.")
    };
}
