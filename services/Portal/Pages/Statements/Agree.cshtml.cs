using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Statements;

/// <summary>The council that pays a line says that it will.</summary>
[Authorize(Officer.FinanceOfficer)]
public sealed class AgreeModel(RechargingClient recharging) : PageModel
{
    /// <summary>Made with the form, so that sending it twice agrees once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    public string Number { get; private set; } = "";

    public Statement.Line Line { get; private set; } = null!;

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    public async Task<IActionResult> OnGet(string number, string line, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        return await Show(number, line, cancel);
    }

    public async Task<IActionResult> OnPost(string number, string line, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        if (await recharging.Agree(number, line, Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return await Show(number, line, cancel);
        }

        Done = $"Line {line} is agreed.";
        return LocalRedirect(StatementLinks.To(number));
    }

    private async Task<IActionResult> Show(string number, string line, CancellationToken cancel)
    {
        var statement = await recharging.Statement(number, cancel);
        if (statement.Lines.FirstOrDefault(candidate => candidate.Reference == line) is not { } found)
        {
            return NotFound();
        }

        (Number, Line) = (statement.Number, found);
        return Page();
    }
}
