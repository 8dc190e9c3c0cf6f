using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Disputes;

/// <summary>Gives a dispute to a colleague of the council that is owed.</summary>
[Authorize(Officer.MoneyOfficer)]
public sealed class HandOverModel(DisputesClient disputes, OfficersClient officers) : PageModel
{
    private const int LongestReason = 2000;

    /// <summary>Made with the form, so that sending it twice hands over once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

    /// <summary>The sign-in of one of <see cref="Colleagues"/>.</summary>
    [BindProperty]
    public string? Owner { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Dispute Dispute { get; private set; } = null!;

    /// <summary>Who may own it.</summary>
    public IReadOnlyList<KnownOfficer> Colleagues { get; private set; } = [];

    /// <summary>Null while the form is still to be filled in.</summary>
    public CheckAnswers? Answers { get; private set; }

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    public async Task OnGet(string reference, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        await Load(reference, cancel);
    }

    public async Task<IActionResult> OnPost(string reference, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        await Load(reference, cancel);
        if (Step is Step.Change || !IsComplete())
        {
            return Page();
        }

        if (Step is Step.Check)
        {
            Answers = new CheckAnswers(
                [
                    ("Who answers from now on", KnownOfficer.Named(Colleagues, Owner)), ("Why", Given(Reason) ?? "You do not say")
                ],
                [("key", Key.ToString()), ("owner", Owner), ("reason", Reason)],
                "Hand the dispute over",
                "The days by which it is due stay as they are.");
            return Page();
        }

        if (await disputes.HandOver(reference, Owner!, Given(Reason), Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return Page();
        }

        Done = $"Dispute {reference} is {KnownOfficer.Named(Colleagues, Owner)}’s to answer.";
        return LocalRedirect(DisputeWords.To(reference));
    }

    private async Task Load(string reference, CancellationToken cancel)
    {
        Dispute = (await disputes.One(reference, cancel)).Dispute;
        Colleagues = [.. (await officers.All(cancel)).Where(officer => officer.MayOwn)];
    }

    private static string? Given(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    private bool IsComplete()
    {
        if (Colleagues.All(officer => officer.SignIn != Owner))
        {
            Errors.Add("owner", "Select who answers from now on");
        }

        if (Reason?.Length > LongestReason)
        {
            Errors.Add("reason", $"The reason must be {LongestReason:N0} characters or fewer");
        }

        return !Errors.Any;
    }
}
