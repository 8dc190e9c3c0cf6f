using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Testing;
using Xunit;

namespace ServiceDefaults.Tests;

public sealed class SignInTests(SampleHost sample)
{
    private const string Notes = "/api/sample/v1/notes";

    public static TheoryData<string> Forgeries =>
    [
        "no token", "words", "three dots", "alg none", "alg nOnE", "HS256 with the public key", "other council's key",
        "unknown issuer", "wrong audience", "no audience", "expired", "not yet valid", "id token", "no type", "no signature", "weak key",
        "embedded key", "tampered claims"
    ];

    private TestIssuers Issuers => sample.Servers.Issuers;

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task ForgedToken_Is401(string forgery)
    {
        using var client = sample.Service.Stranger();
        var token = Forge(forgery);
        if (token is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        using var answer = await client.GetAsync(Notes);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task GenuineToken_IsLetIn()
    {
        using var client = sample.Service.WithToken(Issuers.Token("IWC", "Ann", "auditor"));

        using var answer = await client.GetAsync(Notes);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task CouncilInClaimHeaderOrBody_IsNotBelieved()
    {
        var descriptor = Issuers.Officer("HCC", "Ann", ["finance-officer"]);
        descriptor.Claims["urn:shared-services:council"] = "IWC";
        descriptor.Claims["council"] = "IWC";
        using var client = sample.Service.WithToken(TestIssuers.Sign(descriptor));
        client.DefaultRequestHeaders.Add("X-Council", "IWC");
        var reference = SampleHost.NewReference();

        using var answer = await client.PostAsJsonAsync(Notes, new { reference, text = "whose?" });

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await sample.Service.ReadAsync(db => db.Notes.SingleAsync(note => note.Reference == reference))).Council.ShouldBe("HCC");
    }

    [Fact]
    public async Task OfficerWithoutTheRole_Is403()
    {
        using var client = sample.Service.Client("HCC", "auditor");

        using var answer = await SampleHost.WriteAsync(client, SampleHost.NewReference(), "not mine to write");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task ErpClientWithAnotherScope_Is403()
    {
        using var client = sample.Service.Erp("HCC", "journals:read", "ledger:write-not");

        using var answer = await client.PostAsync($"{Notes}/batches/{SampleHost.NewReference()}", new StringContent("a\n"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task EndpointThatNobodyGuards_StopsTheService()
    {
        var start = async () =>
        {
            await using var host = await sample.Servers.StartAsync<Sample.SampleDb>("sample", new KeyValuePair<string, string>("Sample:Forgets", "yes"));
        };

        (await start.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldContain("/forgotten");
    }

    private string? Forge(string forgery)
    {
        var officer = Issuers.Officer("HCC", "Mallory", ["finance-officer"]);
        switch (forgery)
        {
            case "no token":
                return null;
            case "words":
                return "let me in";
            case "three dots":
                return "a.b.c";
            case "alg none":
            case "alg nOnE":
                var genuine = TestIssuers.Sign(officer).Split('.');
                var header = Base64UrlEncoder.Encode(JsonSerializer.Serialize(new { alg = forgery[4..], typ = "at+jwt" }));
                return $"{header}.{genuine[1]}.";
            case "HS256 with the public key":
                var publicKey = Encoding.UTF8.GetBytes(Issuers.Key("HCC").Rsa.ExportSubjectPublicKeyInfoPem());
                officer.SigningCredentials = new SigningCredentials(
                    new SymmetricSecurityKey(publicKey) { KeyId = "hcc-1" }, SecurityAlgorithms.HmacSha256);
                break;
            case "other council's key":
                officer.SigningCredentials = new SigningCredentials(Issuers.Key("IWC"), SecurityAlgorithms.RsaSha256);
                break;
            case "unknown issuer":
                officer.Issuer = "https://identity.example";
                break;
            case "wrong audience":
                officer.Audience = "portal";
                break;
            case "no audience":
                officer.Audience = null;
                break;
            case "expired":
                officer.NotBefore = officer.IssuedAt = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2);
                officer.Expires = officer.NotBefore.Value.AddHours(1);
                break;
            case "not yet valid":
                officer.NotBefore = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(10);
                break;
            case "id token":
                officer.TokenType = "JWT";
                break;
            case "no type":
                officer.TokenType = null;
                break;
            case "no signature":
                return TestIssuers.Sign(officer)[..(TestIssuers.Sign(officer).LastIndexOf('.') + 1)];
            case "weak key":
                officer.SigningCredentials = new SigningCredentials(
                    new RsaSecurityKey(RSA.Create(2048)) { KeyId = "hcc-1" }, SecurityAlgorithms.RsaSha256);
                break;
            case "embedded key":
                var own = new RsaSecurityKey(RSA.Create(2048));
                officer.SigningCredentials = new SigningCredentials(own, SecurityAlgorithms.RsaSha256);
                officer.AdditionalHeaderClaims = new Dictionary<string, object>
                {
                    ["jwk"] = new Dictionary<string, object>
                    {
                        ["kty"] = "RSA",
                        ["n"] = Base64UrlEncoder.Encode(own.Rsa.ExportParameters(includePrivateParameters: false).Modulus),
                        ["e"] = "AQAB"
                    }
                };
                break;
            case "tampered claims":
                var parts = TestIssuers.Sign(officer).Split('.');
                var claims = Base64UrlEncoder.Decode(parts[1]).Replace("finance-officer", "s151-delegate", StringComparison.Ordinal);
                return $"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}";
            default:
                throw new ArgumentOutOfRangeException(nameof(forgery), forgery, "Nobody knows how to forge that.");
        }

        return TestIssuers.Sign(officer);
    }
}
