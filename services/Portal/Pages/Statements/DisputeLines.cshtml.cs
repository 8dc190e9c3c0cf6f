using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Statements;

/// <summary>The council that pays disputes several lines whole, for one reason. A part of a line is disputed by itself.</summary>
[Authorize(Officer.FinanceOfficer)]
public sealed class DisputeLinesModel(StatementsClient statements) : PageModel
{
    /// <summary>Made with the form, so that sending it twice disputes once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

    [BindProperty(SupportsGet = true)]
    public string[] Lines { get; set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Explanation { get; set; }

    public string Number { get; private set; } = "";

    public IReadOnlyList<Statement.Line> Chosen { get; private set; } = [];

    /// <summary>Those of the chosen that can't be disputed now.</summary>
    public IReadOnlyList<Statement.Line> NotNow { get; private set; } = [];

    /// <summary>Null while the form is still to be filled in.</summary>
    public CheckAnswers? Answers { get; private set; }

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    public async Task<IActionResult> OnGet(string number, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        return await Find(number, cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPost(string number, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        if (!await Find(number, cancel) || Chosen.Count == 0)
        {
            return NotFound();
        }

        Errors.CheckDisputeReason(Reason);
        Errors.CheckExplanation(Explanation);
        if (Step is Step.Change || Errors.Any)
        {
            return Page();
        }

        if (Step is Step.Check)
        {
            Answers = Said();
            return Page();
        }

        if (await statements.DisputeAll(number, Reason!, Explanation!.Trim(), Chosen, Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return Page();
        }

        Done = $"{Written.Count(Chosen.Count, "line")} {(Chosen.Count == 1 ? "is" : "are")} disputed.";
        return LocalRedirect(StatementLinks.To(number));
    }

    private CheckAnswers Said() => new(
        [
            ("What is wrong", StateWords.Reason(Reason!)),
            ("You dispute",
                $"{Written.Pounds(Chosen.Sum(line => line.AmountGbp))} before VAT: all of {Written.Count(Chosen.Count, "line")}"),
            ("Why", Explanation!.Trim())
        ],
        [
            ("key", Key.ToString()), .. Chosen.Select(line => ("lines", (string?)line.Reference)), ("reason", Reason),
            ("explanation", Explanation)
        ],
        Chosen.Count == 1 ? "Dispute the line" : $"Dispute {Chosen.Count} lines",
        "Each line has a dispute of its own, which the other council has to acknowledge and answer in the days agreed.");

    private async Task<bool> Find(string number, CancellationToken cancel)
    {
        var statement = await statements.One(number, cancel);
        Number = statement.Number;
        Chosen = [.. statement.Lines.Where(line => Lines.Contains(line.Reference, StringComparer.Ordinal))];
        var steps = await statements.Steps(number, User, cancel);
        NotNow = [.. Chosen.Where(line => !steps.CanDispute(line))];
        return Chosen.Count == Lines.Distinct(StringComparer.Ordinal).Count();
    }
}
