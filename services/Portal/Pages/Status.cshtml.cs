using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Portal.Pages;

/// <summary>The page instead of the one that was asked for, with what the officer can do about it.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
public sealed class StatusModel : PageModel
{
    public string Heading { get; private set; } = "";

    public IReadOnlyList<string> Sentences { get; private set; } = [];

    public void OnGet(int code) => Say(code);

    public void OnPost(int code) => Say(code);

    private void Say(int code) => (Heading, Sentences) = Words(code);

    private static (string Heading, string[] Sentences) Words(int code) => code switch
    {
        StatusCodes.Status400BadRequest => ("This form can no longer be sent",
            ["Your session may have changed since you opened it.", "Go back to the statement and start again."]),
        StatusCodes.Status403Forbidden => ("You cannot use this page",
            ["Your post does not give you access to it.", "If you need it for your work, ask whoever manages your council’s sign-ins."]),
        StatusCodes.Status404NotFound => ("Page not found",
            ["If you typed the web address, check it is correct.", "It may also be a page that your council may not see."]),
        StatusCodes.Status503ServiceUnavailable => ("Sorry, the service is unavailable",
            ["You can try again in a few minutes.", "Nothing that you sent before is lost: it is either done or not, never half."]),
        _ => ("Sorry, there is a problem with the service", ["Try again later."])
    };
}
