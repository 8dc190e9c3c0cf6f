using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Cover;

/// <summary>An S151 delegate names a colleague of the same council who stands in on some days.</summary>
[Authorize(Officer.S151Delegate)]
public sealed class NameModel(CoverClient cover) : PageModel
{
    private const int LongestName = 200;

    /// <summary>Made with the form, so that sending it twice names once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

    [BindProperty]
    public string? OfficerSignIn { get; set; }

    [BindProperty]
    public string? OfficerName { get; set; }

    [BindProperty]
    public string? FirstDay { get; set; }

    [BindProperty]
    public string? LastDay { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Null while the form is still to be filled in.</summary>
    public CheckAnswers? Answers { get; private set; }

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    public void OnGet() => Key = Guid.CreateVersion7();

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        if (Step is Step.Change || Days() is not var (first, last))
        {
            return Page();
        }

        if (Step is Step.Check)
        {
            Answers = new CheckAnswers(
                [
                    ("Who stands in", $"{OfficerName!.Trim()}, {OfficerSignIn!.Trim()}"), ("From", Written.Day(first)), ("To", Written.Day(last)),
                    ("Why", Reason!.Trim())
                ],
                [
                    ("key", Key.ToString()), ("officerSignIn", OfficerSignIn), ("officerName", OfficerName), ("firstDay", FirstDay),
                    ("lastDay", LastDay), ("reason", Reason)
                ],
                "Name who stands in",
                "On these days the officer approves and signs in your place. You can end it earlier.");
            return Page();
        }

        if (await cover.Name(OfficerSignIn!.Trim(), OfficerName!.Trim(), first, last, Reason!.Trim(), Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return Page();
        }

        Done = $"{OfficerName.Trim()} stands in for you from {Written.Day(first)} to {Written.Day(last)}.";
        return RedirectToPage("/Cover/Index");
    }

    private (DateOnly First, DateOnly Last)? Days()
    {
        if (OfficerName?.Trim().Length is not (>= 1 and <= LongestName))
        {
            Errors.Add("officerName", "Enter the officer’s name");
        }

        if (OfficerSignIn?.Trim().Length is not (>= 1 and <= LongestName))
        {
            Errors.Add("officerSignIn", "Enter the officer’s sign-in name");
        }

        var first = Written.ReadDay(FirstDay, "firstDay", Errors);
        if (string.IsNullOrWhiteSpace(FirstDay))
        {
            Errors.Add("firstDay", "Enter the first day");
        }

        var last = Written.ReadDay(LastDay, "lastDay", Errors);
        if (string.IsNullOrWhiteSpace(LastDay))
        {
            Errors.Add("lastDay", "Enter the last day");
        }
        else if (last < first)
        {
            Errors.Add("lastDay", "The last day must be the first day or later");
        }

        Errors.CheckReason(Reason);
        return Errors.Any ? null : (first!.Value, last!.Value);
    }
}
