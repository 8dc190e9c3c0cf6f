using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Portal.SignIn;

/// <summary>Sessions of officers: an encrypted cookie that holds who it is and the access token, and one way in per council.</summary>
public static class OfficerSignIn
{
    public const string SignInPath = "/sign-in";

    public static string SchemeOf(string council) => $"officer-{council}";

    public static void AddOfficerSignIn(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetRequiredSection("SignIn");
        var authentication = builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(cookie =>
            {
                cookie.Cookie.Name = "session";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.SlidingExpiration = false;
                cookie.LoginPath = SignInPath;
                cookie.ReturnUrlParameter = "returnUrl";
                cookie.Events.OnRedirectToAccessDenied = context =>
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                };
            });
        foreach (var issuer in section.GetSection("Issuers").Get<ServiceDefaults.SignIn.Issuer[]>() ?? [])
        {
            authentication.AddOAuth<CouncilSignInOptions, CouncilSignIn>(
                SchemeOf(issuer.Council), options => Describe(options, issuer, section, builder.Environment));
        }

        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(
                Officer.FinanceOfficer,
                policy => policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.IsFinanceOfficer()))
            .AddPolicy(
                Officer.S151Delegate,
                policy => policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.IsS151Delegate()))
            .AddPolicy(
                Officer.MoneyOfficer,
                policy => policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.IsMoneyOfficer()))
            .AddPolicy(
                Officer.Talker,
                policy => policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.CanTalk()))
            .AddPolicy(
                Officer.GovernanceOfficer,
                policy => policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.IsGovernanceOfficer()));
        builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "antiforgery");
        if (builder.Configuration["DataProtection:Folder"] is { Length: > 0 } folder)
        {
            builder.Services.AddDataProtection().SetApplicationName("portal").PersistKeysToFileSystem(new DirectoryInfo(folder));
        }
    }

    private static void Describe(
        CouncilSignInOptions options, ServiceDefaults.SignIn.Issuer issuer, IConfiguration signIn, IHostEnvironment environment)
    {
        options.Council = issuer.Council;
        options.Authority = issuer.Authority;
        options.Discovery = new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{issuer.Authority}/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = environment.IsProduction() });
        // What discovery says replaces these two before they are used.
        options.AuthorizationEndpoint = options.TokenEndpoint = issuer.Authority;
        options.ClientId = signIn["ClientId"] ?? throw new InvalidOperationException("Set SignIn__ClientId.");
        options.ClientSecret = signIn["ClientSecret"] ?? throw new InvalidOperationException("Set SignIn__ClientSecret.");
        options.CallbackPath = $"/signin-{issuer.Council.ToLowerInvariant()}";
        options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        // The issuer's answer comes as a plain navigation, so Lax will do; None would need https on every developer's machine.
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.UsePkce = true;
        options.SaveTokens = true;
        options.Scope.Add("openid");
        options.Scope.Add("profile");
        options.Events.OnRemoteFailure = context =>
        {
            context.HttpContext.RequestServices.GetRequiredService<ILogger<CouncilSignIn>>()
                .LogWarning(context.Failure, "A sign-in at {Council} did not succeed", issuer.Council);
            context.Response.Redirect($"{SignInPath}?failed=true");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }
}
