using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages;

/// <summary>An officer says for which council, and goes to that council's own sign-in.</summary>
[AllowAnonymous]
public sealed class SignInModel(Councils councils) : PageModel
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

    public IActionResult OnPost()
    {
        if (councils.All.All(council => council.Code != Council))
        {
            Errors.Add("council", "Select the council you work for");
            return Page();
        }

        var then = Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : Url.Page("/Index");
        return Challenge(new AuthenticationProperties { RedirectUri = then }, OfficerSignIn.SchemeOf(Council!));
    }
}
