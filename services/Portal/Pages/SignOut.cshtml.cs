using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.SignIn;

namespace Portal.Pages;

/// <summary>Ends the session here, and at the issuer where it offers that: the next officer at this desk signs in anew.</summary>
public sealed class SignOutModel : PageModel
{
    public IActionResult OnGet() => RedirectToPage("/Index");

    public IActionResult OnPost() =>
        SignOut(CookieAuthenticationDefaults.AuthenticationScheme, OfficerSignIn.SchemeOf(User.Council()));
}
