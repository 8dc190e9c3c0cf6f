using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace Portal.SignIn;

/// <summary>How officers come in: one way per council, and a cookie that names the session.</summary>
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
            authentication.AddOpenIdConnect(
                SchemeOf(issuer.Council), options => CouncilSignIn.Describe(options, issuer, section, builder.Environment));
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
}
