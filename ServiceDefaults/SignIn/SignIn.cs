using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults;

/// <summary>The councils whose officers sign in here.</summary>
public sealed record CouncilsThatSignIn(IReadOnlyList<string> All)
{
    public IEnumerable<string> OtherThan(string council) => All.Where(other => other != council);
}

/// <summary>
/// Signs callers in by access tokens of the councils' own issuers. Each issuer is a scheme of its own that knows one council:
/// a token can't speak for another council, whatever it claims.
/// </summary>
public static class SignIn
{
    private const string ByIssuer = "by-issuer";
    private const string Nobody = "nobody";

    /// <summary>An issuer as configuration gives it.</summary>
    public sealed record Issuer(string Council, string Authority);

    public static WebApplicationBuilder AddSignIn(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection("SignIn");
        var audience = section["Audience"] ?? "shared-services";
        var issuers = section.GetSection("Issuers").Get<Issuer[]>() ?? [];
        var repeated = issuers.GroupBy(issuer => issuer.Authority, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (repeated is not null)
        {
            throw new InvalidOperationException($"SignIn:Issuers names {repeated.Key} for more than one council.");
        }

        builder.Services.AddSingleton(new CouncilsThatSignIn([.. issuers.Select(issuer => issuer.Council).Distinct(StringComparer.Ordinal)]));
        var authentication = builder.Services.AddAuthentication(ByIssuer)
            .AddPolicyScheme(ByIssuer, ByIssuer, scheme => scheme.ForwardDefaultSelector = context => SchemeOf(context, issuers))
            .AddScheme<AuthenticationSchemeOptions, NobodyHandler>(Nobody, configureOptions: null);
        foreach (var issuer in issuers)
        {
            authentication.AddJwtBearer(issuer.Council, options => Validate(options, issuer, audience, builder.Environment));
        }

        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped(provider => Caller.Of(
            provider.GetRequiredService<IHttpContextAccessor>().HttpContext
                ?? throw new InvalidOperationException("There is no caller outside a request.")));
        return builder;
    }

    private static void Validate(JwtBearerOptions options, Issuer issuer, string audience, IHostEnvironment environment)
    {
        options.Authority = issuer.Authority;
        options.RequireHttpsMetadata = environment.IsProduction();
        options.MapInboundClaims = false;
        options.RefreshInterval = TimeSpan.FromSeconds(30);
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = issuer.Authority,
            ValidAudience = audience,
            ValidTypes = ["at+jwt", "application/at+jwt"],
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromSeconds(30),
            NameClaimType = "name",
            RoleClaimType = "roles"
        };
        options.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                var identity = (ClaimsIdentity)context.Principal!.Identity!;
                foreach (var claimed in identity.FindAll(claim =>
                    claim.Type is Caller.CouncilClaim or Caller.ActingForClaim or Caller.ActingForSignInClaim).ToList())
                {
                    identity.RemoveClaim(claimed);
                }

                identity.AddClaim(new Claim(Caller.CouncilClaim, issuer.Council, ClaimValueTypes.String, issuer.Authority));
                return Task.CompletedTask;
            }
        };
    }

    // Only picks whose keys to check against; the scheme it picks then validates the issuer like everything else.
    private static string SchemeOf(HttpContext context, Issuer[] issuers)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return Nobody;
        }

        var handler = new JsonWebTokenHandler();
        var token = authorization["Bearer ".Length..].Trim();
        if (!handler.CanReadToken(token))
        {
            return Nobody;
        }

        try
        {
            var claimed = handler.ReadJsonWebToken(token).Issuer;
            return issuers.FirstOrDefault(issuer => issuer.Authority == claimed)?.Council ?? Nobody;
        }
        catch (ArgumentException)
        {
            // Three dots and no JSON between them: nobody's token.
            return Nobody;
        }
    }

    /// <summary>Answers for requests without a token of an issuer that we know.</summary>
    private sealed class NobodyHandler(
        Microsoft.Extensions.Options.IOptionsMonitor<AuthenticationSchemeOptions> options,
        Microsoft.Extensions.Logging.ILoggerFactory logger,
        System.Text.Encodings.Web.UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());

        protected override Task HandleChallengeAsync(AuthenticationProperties properties)
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            Response.Headers.WWWAuthenticate = "Bearer";
            return Task.CompletedTask;
        }
    }
}
