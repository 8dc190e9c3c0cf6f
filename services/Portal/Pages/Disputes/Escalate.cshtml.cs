using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Disputes;

/// <summary>An officer of either council takes a dispute to the joint board before its clocks do.</summary>
[Authorize(Officer.MoneyOfficer)]
public sealed class EscalateModel(DisputesClient disputes) : PageModel
{
    /// <summary>Made with the form, so that sending it twice escalates once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

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
        Errors.CheckReason(Reason);
        if (Step is Step.Change || Errors.Any)
        {
            return Page();
        }

        if (Step is Step.Check)
        {
            Answers = new CheckAnswers(
                [("Disputed", Written.Pounds(Dispute.DisputedGbp)), ("Why it goes to the board", Reason!.Trim())],
                [("key", Key.ToString()), ("reason", Reason)],
                "Take it to the board",
                "It goes on the Joint Operational Board’s agenda. Both councils can still resolve it.");
            return Page();
        }

        if (await disputes.Escalate(reference, Reason!.Trim(), Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return Page();
        }

        Done = $"Dispute {reference} is on its way to the board’s agenda.";
        return LocalRedirect(DisputeWords.To(reference));
    }
}
