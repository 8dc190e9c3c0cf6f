using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Portal.SignIn;

/// <summary>One council's issuer, as the portal needs to know it.</summary>
public sealed class CouncilSignInOptions : OAuthOptions
{
    public string Council { get; set; } = "";

    public string Authority { get; set; } = "";

    public ConfigurationManager<OpenIdConnectConfiguration> Discovery { get; set; } = null!;
}

/// <summary>
/// Signs an officer in at the issuer of the officer's own council: code flow with PKCE, and an id_token that must be that issuer's,
/// for us, and for this very sign-in (nonce).
/// </summary>
public sealed class CouncilSignIn(IOptionsMonitor<CouncilSignInOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : OAuthHandler<CouncilSignInOptions>(options, logger, encoder)
{
    private const string Nonce = "nonce";

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await Discover();
        properties.Items[Nonce] = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri) =>
        QueryHelpers.AddQueryString(base.BuildChallengeUrl(properties, redirectUri), Nonce, properties.Items[Nonce]!);

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        await Discover();
        return await base.ExchangeCodeAsync(context);
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(
        ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var idToken = tokens.Response?.RootElement.TryGetProperty("id_token", out var given) == true ? given.GetString() : null;
        var officer = await Validate(idToken, properties);
        foreach (var claim in officer.FindAll(claim => claim.Type is "sub" or "name" or "roles"))
        {
            identity.AddClaim(claim);
        }

        identity.AddClaim(new Claim(Officer.CouncilClaim, Options.Council));
        // The session ends with the access token: there is nothing that an officer could do after it.
        var lifetime = int.Parse(tokens.ExpiresIn ?? "3600", CultureInfo.InvariantCulture);
        properties.ExpiresUtc = TimeProvider.GetUtcNow().AddSeconds(lifetime);
        properties.StoreTokens([.. properties.GetTokens(), new AuthenticationToken { Name = "id_token", Value = idToken! }]);
        properties.Items.Remove(Nonce);

        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    private async Task<ClaimsIdentity> Validate(string? idToken, AuthenticationProperties properties)
    {
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            ValidIssuer = Options.Authority,
            ValidAudience = Options.ClientId,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256],
            ConfigurationManager = Options.Discovery,
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromSeconds(30)
        });
        if (!result.IsValid)
        {
            throw new AuthenticationFailureException("The issuer's id_token is not valid.", result.Exception);
        }

        var ours = properties.Items[Nonce] ?? throw new InvalidOperationException("A sign-in without a nonce.");
        return result.ClaimsIdentity.FindFirst(Nonce)?.Value == ours
            ? result.ClaimsIdentity
            : throw new AuthenticationFailureException("The issuer's id_token belongs to another sign-in.");
    }

    // The issuer says itself where it is; asked when an officer signs in, so that the portal starts without it.
    private async Task Discover()
    {
        var issuer = await Describe();
        Options.AuthorizationEndpoint = issuer.AuthorizationEndpoint;
        Options.TokenEndpoint = issuer.TokenEndpoint;
    }

    private async Task<OpenIdConnectConfiguration> Describe()
    {
        try
        {
            return await Options.Discovery.GetConfigurationAsync(Context.RequestAborted);
        }
        catch (InvalidOperationException exception)
        {
            throw new HttpRequestException(
                $"The issuer of {Options.Council} can't be reached.", exception, HttpStatusCode.ServiceUnavailable);
        }
    }
}
