using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Cover;

/// <summary>An S151 delegate names a colleague of the same council who stands in on some days.</summary>
[Authorize(Officer.S151Delegate)]
public sealed class NameModel(CoverClient cover, OfficersClient officers) : PageModel
{
    /// <summary>Made with the form, so that sending it twice names once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

    /// <summary>The sign-in of one of <see cref="Colleagues"/>.</summary>
    [BindProperty]
    public string? OfficerSignIn { get; set; }

    [BindProperty]
    public string? FirstDay { get; set; }

    [BindProperty]
    public string? LastDay { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Who may stand in.</summary>
    public IReadOnlyList<KnownOfficer> Colleagues { get; private set; } = [];

    /// <summary>Null while the form is still to be filled in.</summary>
    public CheckAnswers? Answers { get; private set; }

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    public async Task OnGet(CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        await Load(cancel);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        await Load(cancel);
        if (Step is Step.Change || Days() is not var (first, last))
        {
            return Page();
        }

        if (Step is Step.Check)
        {
            Answers = new CheckAnswers(
                [
                    ("Who stands in", KnownOfficer.Named(Colleagues, OfficerSignIn)), ("From", Written.Day(first)), ("To", Written.Day(last)),
                    ("Why", Reason!.Trim())
                ],
                [
                    ("key", Key.ToString()), ("officerSignIn", OfficerSignIn), ("firstDay", FirstDay),
                    ("lastDay", LastDay), ("reason", Reason)
                ],
                "Name who stands in",
                "On these days the officer approves and signs in your place. You can end it earlier.");
            return Page();
        }

        if (await cover.Name(OfficerSignIn!, first, last, Reason!.Trim(), Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return Page();
        }

        Done = $"{KnownOfficer.Named(Colleagues, OfficerSignIn)} stands in for you from {Written.Day(first)} to {Written.Day(last)}.";
        return RedirectToPage("/Cover/Index");
    }

    private async Task Load(CancellationToken cancel) => Colleagues = [.. (await officers.All(cancel)).Where(officer => officer.MayStandIn)];

    private (DateOnly First, DateOnly Last)? Days()
    {
        if (Colleagues.All(officer => officer.SignIn != OfficerSignIn))
        {
            Errors.Add("officerSignIn", "Select who stands in for you");
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
