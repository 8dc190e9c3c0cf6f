using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Statements;

/// <summary>The council that attached a paper takes it back; that it was there, and why it is gone, stays.</summary>
[Authorize(Officer.Talker)]
public sealed class WithdrawPaperModel(TalksClient talks) : PageModel
{
    /// <summary>Made with the form, so that sending it twice withdraws once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public string Number { get; private set; } = "";

    public string Line { get; private set; } = "";

    public Paper Paper { get; private set; } = null!;

    /// <summary>Null while the form is still to be filled in.</summary>
    public CheckAnswers? Answers { get; private set; }

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    public async Task<IActionResult> OnGet(string number, string line, Guid id, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        return await Find(number, line, id, cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPost(string number, string line, Guid id, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        if (!await Find(number, line, id, cancel))
        {
            return NotFound();
        }

        Errors.CheckReason(Reason);
        if (Step is Step.Change || Errors.Any)
        {
            return Page();
        }

        if (Step is Step.Check)
        {
            Answers = new CheckAnswers(
                [("Paper", Paper.FileName), ("Why you take it back", Reason!.Trim())],
                [("key", Key.ToString()), ("reason", Reason)],
                "Withdraw the paper",
                "Nobody can open it any more. Both councils still read that it was there, and your reason.");
            return Page();
        }

        if (await talks.Withdraw(number, line, id, Reason!.Trim(), Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return Page();
        }

        Done = $"{Paper.FileName} is withdrawn.";
        return LocalRedirect(StatementLinks.ToLine(number, line));
    }

    private async Task<bool> Find(string number, string line, Guid id, CancellationToken cancel)
    {
        var found = (await talks.Papers(number, line, cancel)).FirstOrDefault(known => known.Id == id && known.WithdrawnAt is null);
        (Number, Line, Paper) = (number, line, found!);
        return found is not null;
    }
}
