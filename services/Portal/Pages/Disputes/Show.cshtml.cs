using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Disputes;

/// <summary>One dispute: what it is about, who must answer by when, and all that was done to it. It can be acknowledged here.</summary>
public sealed class ShowModel(DisputesClient disputes) : PageModel
{
    /// <summary>Made with the form, so that sending it twice does it once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    public Dispute Dispute { get; private set; } = null!;

    public IReadOnlyList<DisputeRecord.Entry> History { get; private set; } = [];

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    /// <summary>Offers what the council that is owed can do; the service decides.</summary>
    public bool CanAnswer => Dispute.IsOpen && Dispute.Payee == User.Council() && User.IsMoneyOfficer();

    /// <summary>The council that raised it can take the answer that it got.</summary>
    public bool CanConfirm => Dispute is { IsOpen: true, OfferedGbp: not null } && Dispute.Payer == User.Council() && User.IsMoneyOfficer();

    public bool CanEscalate => Dispute.IsOpen && Dispute.EscalatedOn is null && User.IsMoneyOfficer();

    public async Task OnGet(string reference, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        await Read(reference, cancel);
    }

    public Task<IActionResult> OnPostAcknowledge(string reference, CancellationToken cancel) =>
        Do(reference, disputes.Acknowledge, "is acknowledged, and yours to answer", cancel);

    public Task<IActionResult> OnPostReview(string reference, CancellationToken cancel) =>
        Do(reference, disputes.Review, "is being looked into", cancel);

    public Task<IActionResult> OnPostConfirm(string reference, CancellationToken cancel) =>
        Do(reference, disputes.Confirm, "is resolved", cancel);

    private async Task<IActionResult> Do(
        string reference, Func<string, Guid, CancellationToken, Task<Refused?>> act, string done, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        if (await act(reference, Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            await Read(reference, cancel);
            return Page();
        }

        Done = $"Dispute {reference} {done}.";
        return LocalRedirect(DisputeWords.To(reference));
    }

    private async Task Read(string reference, CancellationToken cancel) =>
        (Dispute, History) = await disputes.One(reference, cancel);
}
