using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Statements;

/// <summary>The council that is owed takes a charge back that is not agreed yet.</summary>
[Authorize(Officer.FinanceOfficer)]
public sealed class WithdrawModel(StatementsClient statements) : PageModel
{
    /// <summary>Made with the form, so that sending it twice withdraws once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public string Number { get; private set; } = "";

    public Statement.Line Line { get; private set; } = null!;

    /// <summary>Whether the service would let it be taken back.</summary>
    public bool CanWithdraw { get; private set; }

    /// <summary>Null while the form is still to be filled in.</summary>
    public CheckAnswers? Answers { get; private set; }

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    public async Task<IActionResult> OnGet(string number, string line, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        return await Find(number, line, cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPost(string number, string line, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        if (!await Find(number, line, cancel))
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
                [("Why you take it back", Reason!.Trim())],
                [("key", Key.ToString()), ("reason", Reason)],
                "Withdraw the line",
                "Nothing of it is payable. The next statement credits it whole.");
            return Page();
        }

        if (await statements.Withdraw(number, line, Reason!.Trim(), Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return Page();
        }

        Done = $"Line {line} is withdrawn.";
        return LocalRedirect(StatementLinks.To(number));
    }

    private async Task<bool> Find(string number, string line, CancellationToken cancel)
    {
        var found = await statements.Line(number, line, cancel);
        (Number, Line) = (number, found!);
        CanWithdraw = found is not null && (await statements.Steps(number, User, cancel)).CanWithdraw(found);
        return found is not null;
    }
}
