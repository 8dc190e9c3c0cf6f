using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Tests;

/// <summary>A council's identity provider that signs in at once whoever the test says, and can be told to cheat.</summary>
public sealed class Issuer : IAsyncDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RSA _strangersRsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, IQueryCollection> _codes = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private Issuer(string council)
    {
        Council = council;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, object>
        {
            ["issuer"] = Authority,
            ["jwks_uri"] = $"{Authority}/keys",
            ["authorization_endpoint"] = $"{Authority}/authorise",
            ["token_endpoint"] = $"{Authority}/token",
            ["end_session_endpoint"] = $"{Authority}/end"
        });
        _app.MapGet("/keys", () => Results.Content(
            $$"""{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"1","n":"{{Modulus}}","e":"AQAB"}]}""",
            "application/json"));
        _app.MapGet("/authorise", Authorise);
        _app.MapPost("/token", Token);
        _app.MapGet("/end", (string post_logout_redirect_uri) => Results.Redirect(post_logout_redirect_uri));
    }

    public string Council { get; }

    public string Authority => _app.Urls.Single();

    private string Modulus => Base64UrlEncoder.Encode(_rsa.ExportParameters(false).Modulus);

    /// <summary>Who signs in next.</summary>
    public string Role { get; set; } = "finance-officer";

    /// <summary>How the next sign-in goes wrong, empty when it doesn't.</summary>
    public string Cheat { get; set; } = "";

    /// <summary>The last question for a sign-in.</summary>
    public IQueryCollection? Asked { get; private set; }

    public static async Task<Issuer> Start(string council)
    {
        var issuer = new Issuer(council);
        await issuer._app.StartAsync();
        return issuer;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
        _strangersRsa.Dispose();
    }

    private IResult Authorise(HttpRequest request)
    {
        Asked = request.Query;
        var state = Uri.EscapeDataString(request.Query["state"]!);
        if (Cheat == "denied")
        {
            return Results.Redirect($"{request.Query["redirect_uri"]}?error=access_denied&state={state}");
        }

        var code = Guid.NewGuid().ToString("N");
        _codes[code] = request.Query;
        return Results.Redirect($"{request.Query["redirect_uri"]}?code={code}&state={state}");
    }

    private async Task<IResult> Token(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]!)));
        if (!_codes.TryRemove(form["code"]!, out var asked)
            || asked["code_challenge_method"] != "S256"
            || asked["code_challenge"] != challenge
            || form["client_secret"] != "secret"
            || form["redirect_uri"] != asked["redirect_uri"])
        {
            return Results.BadRequest(new { error = "invalid_grant" });
        }

        return Results.Json(new
        {
            token_type = "Bearer",
            expires_in = 3600,
            access_token = Sign(Authority, "shared-services", asked["nonce"]!, _rsa),
            id_token = Sign(
                Cheat == "issuer" ? "http://elsewhere.example" : Authority,
                Cheat == "audience" ? "another-client" : asked["client_id"]!,
                Cheat == "nonce" ? "another" : asked["nonce"]!,
                Cheat == "key" ? _strangersRsa : _rsa)
        });
    }

    private string Sign(string issuer, string audience, string nonce, RSA key) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = $"{Council.ToLowerInvariant()}.{Role}",
                ["name"] = $"{Role}, {Council}",
                ["roles"] = new[] { Role },
                ["nonce"] = nonce
            },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(key) { KeyId = "1" }, SecurityAlgorithms.RsaSha256)
        });
}
