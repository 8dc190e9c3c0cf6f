using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Statements;

/// <summary>The council that pays lines says that it will: those chosen, or all of which nobody has said anything.</summary>
[Authorize(Officer.FinanceOfficer)]
public sealed class AgreeModel(StatementsClient statements) : PageModel
{
    /// <summary>Made with the form, so that sending it twice agrees once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty(SupportsGet = true)]
    public string[] Lines { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    public string Number { get; private set; } = "";

    public IReadOnlyList<Statement.Line> Chosen { get; private set; } = [];

    /// <summary>Those of the chosen that can't be agreed now.</summary>
    public IReadOnlyList<Statement.Line> NotNow { get; private set; } = [];

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    public async Task<IActionResult> OnGet(string number, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        return await Show(number, cancel);
    }

    public async Task<IActionResult> OnPost(string number, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        var refused = All
            ? await statements.AgreeAllUnseen(number, Key, cancel)
            : await statements.Agree(number, Lines, Key, cancel);
        if (refused is not null)
        {
            Errors.Add("", refused.Sentence);
            return await Show(number, cancel);
        }

        Done = All ? "All lines that were not marked are agreed."
            : Lines is [var only] ? $"Line {only} is agreed." : $"{Lines.Length} lines are agreed.";
        return LocalRedirect(StatementLinks.To(number));
    }

    private async Task<IActionResult> Show(string number, CancellationToken cancel)
    {
        var statement = await statements.One(number, cancel);
        var steps = await statements.Steps(number, User, cancel);
        Number = statement.Number;
        Chosen =
        [
            .. statement.Lines.Where(line => All
                ? line.State is LineState.Unseen && steps.CanAgree(line)
                : Lines.Contains(line.Reference, StringComparer.Ordinal))
        ];
        NotNow = [.. Chosen.Where(line => !steps.CanAgree(line))];

        return !All && Chosen.Count < Lines.Distinct(StringComparer.Ordinal).Count() ? NotFound() : Page();
    }
}
