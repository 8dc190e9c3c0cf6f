using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Portal.SignIn;

/// <summary>
/// Signs an officer in at the issuer of the officer's own council, by code flow with PKCE: one scheme a council, so that what one
/// issuer says speaks for no other council.
/// </summary>
public static class CouncilSignIn
{
    private static readonly TimeSpan UsualLifetime = TimeSpan.FromHours(1);

    public static void Describe(
        OpenIdConnectOptions options, ServiceDefaults.SignIn.Issuer issuer, IConfiguration signIn, IHostEnvironment environment)
    {
        options.Authority = issuer.Authority;
        options.RequireHttpsMetadata = environment.IsProduction();
        options.ClientId = signIn["ClientId"] ?? throw new InvalidOperationException("Set SignIn__ClientId.");
        options.ClientSecret = signIn["ClientSecret"] ?? throw new InvalidOperationException("Set SignIn__ClientSecret.");
        options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.CallbackPath = $"/signin-{issuer.Council.ToLowerInvariant()}";
        options.SignedOutCallbackPath = $"/signed-out-{issuer.Council.ToLowerInvariant()}";
        options.RemoteSignOutPath = default;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // The issuer's answer comes as a plain navigation, so Lax will do; None would need https on every developer's machine.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.SaveTokens = true;
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = issuer.Authority,
            ValidAudience = options.ClientId,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256],
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromSeconds(30),
            NameClaimType = "name",
            RoleClaimType = "roles"
        };
        options.Events = new OpenIdConnectEvents
        {
            OnTokenResponseReceived = EndTheSessionWithTheToken,
            OnTokenValidated = context => KeepWhoItIs(context, issuer.Council),
            OnRedirectToIdentityProviderForSignOut = ComeBackToTheStart,
            OnRemoteFailure = context => AskAgain(context, issuer.Council)
        };
    }

    // There is nothing that an officer could do after it.
    private static Task EndTheSessionWithTheToken(TokenResponseReceivedContext context)
    {
        var lifetime = int.TryParse(context.TokenEndpointResponse.ExpiresIn, out var seconds) ? TimeSpan.FromSeconds(seconds) : UsualLifetime;
        context.Properties!.ExpiresUtc = context.Options.TimeProvider!.GetUtcNow() + lifetime;
        return Task.CompletedTask;
    }

    private static Task KeepWhoItIs(TokenValidatedContext context, string council)
    {
        var kept = context.Principal!.Claims.Where(claim => claim.Type is "sub" or "name" or "roles");
        context.Principal = new ClaimsPrincipal(new ClaimsIdentity(
            [.. kept, new Claim(Officer.CouncilClaim, council)], context.Scheme.Name, nameType: "name", roleType: "roles"));
        return Task.CompletedTask;
    }

    // The start page is the address that issuers know us by; an issuer without a way out is left alone.
    private static Task ComeBackToTheStart(RedirectContext context)
    {
        if (string.IsNullOrEmpty(context.ProtocolMessage.IssuerAddress))
        {
            context.Response.Redirect(OfficerSignIn.SignInPath);
            context.HandleResponse();
            return Task.CompletedTask;
        }

        context.ProtocolMessage.PostLogoutRedirectUri = $"{context.Request.Scheme}://{context.Request.Host}/";
        context.ProtocolMessage.ClientId = context.Options.ClientId;
        return Task.CompletedTask;
    }

    private static Task AskAgain(Microsoft.AspNetCore.Authentication.RemoteFailureContext context, string council)
    {
        context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(CouncilSignIn))
            .LogWarning(context.Failure, "A sign-in at {Council} did not succeed", council);
        context.Response.Redirect($"{OfficerSignIn.SignInPath}?failed=true");
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
