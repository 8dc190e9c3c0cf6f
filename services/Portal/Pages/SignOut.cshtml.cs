using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Portal.SignIn;

namespace Portal.Pages;

/// <summary>Ends the session here, and at the issuer where it offers that: the next officer at this desk signs in anew.</summary>
public sealed class SignOutModel(IOptionsMonitor<CouncilSignInOptions> issuers) : PageModel
{
    public IActionResult OnGet() => RedirectToPage("/Index");

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var idToken = await HttpContext.GetTokenAsync("id_token");
        var options = issuers.Get(OfficerSignIn.SchemeOf(User.Council()));
        await HttpContext.SignOutAsync();

        var issuer = await options.Discovery.GetConfigurationAsync(cancel);
        if (string.IsNullOrEmpty(issuer.EndSessionEndpoint))
        {
            return RedirectToPage("/SignIn");
        }

        return Redirect(QueryHelpers.AddQueryString(issuer.EndSessionEndpoint, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["id_token_hint"] = idToken,
            ["client_id"] = options.ClientId,
            ["post_logout_redirect_uri"] = $"{Request.Scheme}://{Request.Host}/"
        }));
    }
}
