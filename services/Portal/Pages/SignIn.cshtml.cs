using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages;

/// <summary>An officer says for which council, and goes to that council's own sign-in.</summary>
[AllowAnonymous]
public sealed class SignInModel(
    Councils councils, IOptionsMonitor<OpenIdConnectOptions> issuers, ILogger<SignInModel> logger) : PageModel
{
    [BindProperty]
    public string? Council { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public FieldErrors Errors { get; } = new();

    public void OnGet(bool failed)
    {
        if (failed)
        {
            Errors.Add("council", "Your sign-in was not completed. Select your council and try again");
        }
    }

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (councils.All.All(council => council.Code != Council))
        {
            Errors.Add("council", "Select the council you work for");
            return Page();
        }

        var scheme = OfficerSignIn.SchemeOf(Council!);
        try
        {
            await issuers.Get(scheme).ConfigurationManager!.GetConfigurationAsync(cancel);
        }
        catch (InvalidOperationException unreachable)
        {
            logger.LogWarning(unreachable, "The issuer of {Council} can't be reached", Council);
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        var then = Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : Url.Page("/Index");
        return Challenge(new AuthenticationProperties { RedirectUri = then }, scheme);
    }
}
