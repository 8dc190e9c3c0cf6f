using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Statements;

/// <summary>Sends what is agreed to both ledgers, though others are disputed.</summary>
[Authorize(Officer.FinanceOfficer)]
public sealed class SettleModel(StatementsClient statements) : PageModel
{
    /// <summary>Made with the form, so that sending it twice settles once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    public Statement Statement { get; private set; } = null!;

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    /// <summary>What this settlement sends, as the service works it out.</summary>
    public NextSteps.ToSettle Settlement { get; private set; } = null!;

    public int Unseen => Statement.Lines.Count(line => line.State is LineState.Unseen);

    public async Task OnGet(string number, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        await Read(number, cancel);
    }

    public async Task<IActionResult> OnPost(string number, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        if (await statements.Settle(number, Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            await Read(number, cancel);
            return Page();
        }

        Done = $"Statement {number} is settled. These journals are ready for your council’s ERP.";
        return RedirectToPage("/Journals/Index", new { statement = number });
    }

    private async Task Read(string number, CancellationToken cancel)
    {
        Statement = await statements.One(number, cancel);
        Settlement = (await statements.Steps(number, User, cancel)).Settlement;
    }
}
