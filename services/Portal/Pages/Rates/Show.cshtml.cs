using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Rates;

/// <summary>Agreed rates row by row beside what they would replace. The other council confirms or rejects them; who loaded them takes them
/// back.</summary>
public sealed class ShowModel(RateLoadsClient rates) : PageModel
{
    private const string Confirm = "confirmation";

    /// <summary>Made with the form, so that sending it twice answers once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public RateLoad Load { get; private set; } = null!;

    /// <summary>Null while the form is still to be filled in.</summary>
    public CheckAnswers? Answers { get; private set; }

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    /// <summary>The services hold the same rule.</summary>
    public bool CanAnswer => Load.State == "waiting" && User.IsMoneyOfficer();

    /// <summary>What an officer of this council may say.</summary>
    public IReadOnlyList<Choice> Words => User.Council() == Load.Council
        ? [new("withdrawal", "Take them back", "They never take effect.")]
        :
        [
            new(Confirm, "Confirm them", "What both councils charge from now on is worked out with them."),
            new("rejection", "Reject them", "They never take effect. The other council reads your reason.")
        ];

    public async Task OnGet(Guid id, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        Load = await rates.One(id, cancel);
    }

    public async Task<IActionResult> OnPost(Guid id, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        Load = await rates.One(id, cancel);
        if (!User.IsMoneyOfficer())
        {
            return Forbid();
        }

        if (Step is Step.Change || !IsComplete())
        {
            return Page();
        }

        var said = Words.Single(word => word.Value == Answer);
        var reason = Answer == Confirm ? null : Reason!.Trim();
        if (Step is Step.Check)
        {
            Answers = new CheckAnswers(
                [("Rates", $"{RateWords.Table(Load.Table)}, {Written.Count(Load.RowCount, "row")}"), ("You say", said.Words), ("Why", reason ?? "Needs no reason")],
                [("key", Key.ToString()), ("answer", Answer), ("reason", Reason)],
                said.Words,
                said.Hint);
            return Page();
        }

        if (await rates.Answer(id, Answer!, reason, Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return Page();
        }

        Done = $"{RateWords.Table(Load.Table)}: {Written.Count(Load.RowCount, "rate")} {(Answer == Confirm ? "confirmed" : Answer == "rejection" ? "rejected" : "taken back")}.";
        return RedirectToPage("/Rates/Index");
    }

    private bool IsComplete()
    {
        if (Words.All(word => word.Value != Answer))
        {
            Errors.Add("answer", "Select what you say to these rates");
        }
        else if (Answer != Confirm)
        {
            Errors.CheckReason(Reason);
        }

        return !Errors.Any;
    }
}
