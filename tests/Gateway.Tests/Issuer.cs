using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Tests;

/// <summary>A council's identity provider, as far as a token check sees one, with its keys in hand so that tests can forge.</summary>
public sealed class Issuer : IAsyncDisposable
{
    public const string Audience = "shared-services";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly WebApplication _app;

    private Issuer(string council)
    {
        Council = council;
        _app = LocalServer.Build();
        _app.MapGet($"/{council}/.well-known/openid-configuration", () => new Dictionary<string, object>
        {
            ["issuer"] = Authority,
            ["jwks_uri"] = $"{Authority}/keys",
            ["authorization_endpoint"] = $"{Authority}/auth",
            ["token_endpoint"] = $"{Authority}/token",
            ["response_types_supported"] = new[] { "code" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" }
        });
        _app.MapGet($"/{council}/keys", () => Results.Content(
            $$"""{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"{{KeyId}}","n":"{{Modulus}}","e":"AQAB"}]}""", "application/json"));
    }

    public string Council { get; }

    public string Authority => $"{_app.Address()}/{Council}";

    public string KeyId => $"key-of-{Council}";

    private string Modulus => Base64UrlEncoder.Encode(_rsa.ExportParameters(false).Modulus);

    public static async Task<Issuer> Start(string council)
    {
        var issuer = new Issuer(council);
        await issuer._app.StartAsync();
        return issuer;
    }

    public string Token(string subject = "officer", string audience = Audience, TimeSpan? age = null) =>
        Sign(
            new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = KeyId }, SecurityAlgorithms.RsaSha256),
            Authority, subject, audience, age);

    /// <summary>Everything right, but no signature at all.</summary>
    public string Unsigned() => Sign(null, Authority, "officer", Audience, null);

    /// <summary>Signed with the public key as though it were a shared secret, which a careless check accepts.</summary>
    public string SignedWithThePublicKey() =>
        Sign(
            new SigningCredentials(
                new SymmetricSecurityKey(_rsa.ExportSubjectPublicKeyInfo()) { KeyId = KeyId }, SecurityAlgorithms.HmacSha256),
            Authority, "officer", Audience, null);

    /// <summary>Signed with our own key in the name of another issuer.</summary>
    public string InTheNameOf(Issuer other) =>
        Sign(
            new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = other.KeyId }, SecurityAlgorithms.RsaSha256),
            other.Authority, "officer", Audience, null);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private static string Sign(SigningCredentials? credentials, string issuer, string subject, string audience, TimeSpan? age)
    {
        var issued = TimeProvider.System.GetUtcNow().UtcDateTime - (age ?? TimeSpan.Zero);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = issued,
            NotBefore = issued,
            Expires = issued.AddMinutes(10),
            TokenType = "at+jwt",
            Claims = new Dictionary<string, object> { ["sub"] = subject, ["roles"] = new[] { "finance-officer" } },
            SigningCredentials = credentials
        });
    }
}
