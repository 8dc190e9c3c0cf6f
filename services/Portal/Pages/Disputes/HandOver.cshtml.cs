using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Disputes;

/// <summary>Gives a dispute to a colleague of the council that is owed.</summary>
[Authorize(Officer.MoneyOfficer)]
public sealed class HandOverModel(DisputesClient disputes) : PageModel
{
    private const int LongestName = 120;
    private const int LongestReason = 2000;

    /// <summary>Made with the form, so that sending it twice hands over once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

    [BindProperty]
    public string? Owner { get; set; }

    /// <summary>May be left out, when the officer's sign-in is not known.</summary>
    [BindProperty]
    public string? SignInName { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Dispute Dispute { get; private set; } = null!;

    /// <summary>Null while the form is still to be filled in.</summary>
    public CheckAnswers? Answers { get; private set; }

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    public async Task OnGet(string reference, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        Dispute = (await disputes.One(reference, cancel)).Dispute;
    }

    public async Task<IActionResult> OnPost(string reference, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        Dispute = (await disputes.One(reference, cancel)).Dispute;
        if (Step is Step.Change || !IsComplete())
        {
            return Page();
        }

        if (Step is Step.Check)
        {
            Answers = new CheckAnswers(
                [
                    ("Who answers from now on", Owner!.Trim()), ("Sign-in name", Given(SignInName) ?? "You do not say"),
                    ("Why", Given(Reason) ?? "You do not say")
                ],
                [("key", Key.ToString()), ("owner", Owner), ("signInName", SignInName), ("reason", Reason)],
                "Hand the dispute over",
                "The days by which it is due stay as they are.");
            return Page();
        }

        if (await disputes.HandOver(reference, Owner!.Trim(), Given(SignInName), Given(Reason), Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return Page();
        }

        Done = $"Dispute {reference} is {Owner.Trim()}’s to answer.";
        return LocalRedirect(DisputeWords.To(reference));
    }

    private static string? Given(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    private bool IsComplete()
    {
        if (Owner?.Trim().Length is not (>= 3 and <= LongestName))
        {
            Errors.Add("owner", $"Enter the officer’s name, 3 to {LongestName} characters");
        }

        if (Reason?.Length > LongestReason)
        {
            Errors.Add("reason", $"The reason must be {LongestReason:N0} characters or fewer");
        }

        return !Errors.Any;
    }
}
