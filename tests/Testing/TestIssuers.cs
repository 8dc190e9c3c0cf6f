using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Testing;

/// <summary>The two councils' issuers, each with its own key and discovery document on a free port: services validate for real.</summary>
public sealed class TestIssuers : IAsyncDisposable
{
    public const string Audience = "shared-services";

    private readonly Dictionary<string, RsaSecurityKey> _keys = new(StringComparer.Ordinal)
    {
        ["HCC"] = NewKey("hcc-1"),
        ["IWC"] = NewKey("iwc-1")
    };

    private readonly WebApplication _server;

    private TestIssuers(WebApplication server) => _server = server;

    public IReadOnlyCollection<string> Councils => _keys.Keys;

    private string Address => _server.Urls.Single();

    public static async Task<TestIssuers> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuers = new TestIssuers(builder.Build());
        issuers._server.MapGet("/{council}/.well-known/openid-configuration", (string council) => TypedResults.Json(new
        {
            issuer = issuers.Issuer(council.ToUpperInvariant()),
            jwks_uri = $"{issuers.Issuer(council.ToUpperInvariant())}/jwks"
        }));
        issuers._server.MapGet("/{council}/jwks", (string council) => TypedResults.Json(new
        {
            keys = new[] { PublicKey(issuers._keys[council.ToUpperInvariant()]) }
        }));
        await issuers._server.StartAsync();
        return issuers;
    }

    public string Issuer(string council) => $"{Address}/{council.ToLowerInvariant()}";

    public RsaSecurityKey Key(string council) => _keys[council];

    /// <summary>What a service needs to know the issuers.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings()
    {
        yield return new("SignIn:Audience", Audience);
        foreach (var (council, index) in Councils.Select((council, index) => (council, index)))
        {
            yield return new($"SignIn:Issuers:{index}:Council", council);
            yield return new($"SignIn:Issuers:{index}:Authority", Issuer(council));
        }
    }

    /// <summary>An officer's access token. The same name is the same person.</summary>
    public string Token(string council, string name, params string[] roles) => Sign(Officer(council, name, roles));

    /// <summary>An ERP client's access token.</summary>
    public string ErpToken(string council, params string[] scopes) =>
        Sign(Erp(council, $"{council.ToLowerInvariant()}-erp", scopes));

    public SecurityTokenDescriptor Erp(string council, string client, IReadOnlyList<string> scopes) => Descriptor(council, new()
    {
        ["sub"] = client,
        ["client_id"] = client,
        ["scope"] = string.Join(' ', scopes)
    });

    /// <summary>The token before it is signed, for tests that forge one.</summary>
    public SecurityTokenDescriptor Officer(string council, string name, IReadOnlyList<string> roles) => Descriptor(council, new()
    {
        ["sub"] = name.ToLowerInvariant().Replace(' ', '-'),
        ["name"] = name,
        ["client_id"] = "portal",
        ["roles"] = roles
    });

    public static string Sign(SecurityTokenDescriptor descriptor) => new JsonWebTokenHandler().CreateToken(descriptor);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private SecurityTokenDescriptor Descriptor(string council, Dictionary<string, object> claims)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new SecurityTokenDescriptor
        {
            Issuer = Issuer(council),
            Audience = Audience,
            TokenType = "at+jwt",
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddHours(1),
            Claims = claims,
            SigningCredentials = new SigningCredentials(_keys[council], SecurityAlgorithms.RsaSha256)
        };
    }

    private static RsaSecurityKey NewKey(string id) => new(RSA.Create(2048)) { KeyId = id };

    private static object PublicKey(RsaSecurityKey key)
    {
        var parameters = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA",
            use = "sig",
            alg = "RS256",
            kid = key.KeyId,
            n = Base64UrlEncoder.Encode(parameters.Modulus),
            e = Base64UrlEncoder.Encode(parameters.Exponent)
        };
    }
}
