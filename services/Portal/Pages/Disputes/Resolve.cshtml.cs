using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Disputes;

/// <summary>The council that is owed answers a dispute: it gives back all of what is disputed, a part, or nothing.</summary>
[Authorize(Officer.MoneyOfficer)]
public sealed class ResolveModel(DisputesClient disputes) : PageModel
{
    private const string All = "all";
    private const string Part = "part";
    private const string Nothing = "nothing";

    public static readonly IReadOnlyList<Choice> Words =
    [
        new(All, "Give all of it back", "Resolves the dispute at once. The next statement credits it."),
        new(Part, "Give a part back", "The other council confirms it, or takes it to the board."),
        new(Nothing, "Give nothing back", "The charge stands, once the other council confirms it.")
    ];

    /// <summary>Made with the form, so that sending it twice answers once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    [BindProperty]
    public string? AcceptedGbp { get; set; }

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
        if (Step is Step.Change || Accepted() is not { } accepted)
        {
            return Page();
        }

        if (Step is Step.Check)
        {
            Answers = new CheckAnswers(
                [
                    ("Disputed", Written.Pounds(Dispute.DisputedGbp)), ("You give back", Written.Pounds(accepted)),
                    ("The charge that stands", Written.Pounds(Dispute.DisputedGbp - accepted)), ("Why", Reason!.Trim())
                ],
                [("key", Key.ToString()), ("answer", Answer), ("acceptedGbp", AcceptedGbp), ("reason", Reason)],
                "Send the answer",
                Words.Single(word => word.Value == Answer).Hint);
            return Page();
        }

        if (await disputes.Resolve(reference, accepted, Reason!.Trim(), Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return Page();
        }

        Done = $"Dispute {reference} is answered: {(accepted == 0 ? "the charge stands" : $"{Written.Pounds(accepted)} goes back")}.";
        return LocalRedirect(DisputeWords.To(reference));
    }

    /// <summary>Null when something can't be read; what can be said about it is in <see cref="Errors"/>.</summary>
    private decimal? Accepted()
    {
        var accepted = Answer switch { All => Dispute.DisputedGbp, _ => 0 };
        if (Words.All(word => word.Value != Answer))
        {
            Errors.Add("answer", "Select what you give back");
        }
        else if (Answer == Part)
        {
            var fault = Written.ReadPounds(AcceptedGbp, "The part", out accepted);
            if (fault is not null || accepted <= 0 || accepted >= Dispute.DisputedGbp)
            {
                Errors.Add(
                    "acceptedGbp", fault ?? $"The part must be more than £0 and less than {Written.Pounds(Dispute.DisputedGbp)}");
            }
        }

        Errors.CheckReason(Reason);
        return Errors.Any ? null : accepted;
    }
}
