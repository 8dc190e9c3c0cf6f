using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.Pages.Statements;
using Portal.SignIn;

namespace Portal.Pages.Exceptions;

/// <summary>An officer says which lines of their own ledger stand for which lines of the statement.</summary>
[Authorize(Officer.FinanceOfficer)]
public sealed class MatchModel(
    StatementsClient statements, WorklistClient worklist, ReconciliationsClient reconciliations) : PageModel
{
    /// <summary>Made with the form, so that sending it twice matches once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

    [BindProperty(SupportsGet = true)]
    public string[] StatementLines { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public string[] Lines { get; set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? ReasonCode { get; set; }

    public string Number { get; private set; } = "";

    /// <summary>Lines of the statement that nothing stands for in the officer's own ledger.</summary>
    public IReadOnlyList<Statement.Line> Unmatched { get; private set; } = [];

    /// <summary>Lines of the officer's own ledger that stand for nothing, those that the officer chose first.</summary>
    public IReadOnlyList<Reconciliation.CitedLine> Own { get; private set; } = [];

    /// <summary>Null while the form is still to be filled in.</summary>
    public CheckAnswers? Answers { get; private set; }

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

        if (Step is Step.Change || !IsComplete())
        {
            return await Show(number, cancel);
        }

        if (Step is Step.Check)
        {
            var page = await Show(number, cancel);
            Answers = Said();
            return page;
        }

        var code = string.IsNullOrEmpty(ReasonCode) ? null : ReasonCode;
        if (await worklist.Match(number, StatementLines, Lines.Select(OwnLine.Parse)!, Reason!.Trim(), code, Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return await Show(number, cancel);
        }

        Done = $"{string.Join(" and ", StatementLines)} is matched by hand.";
        return RedirectToPage("/Exceptions/Index");
    }

    private bool IsComplete()
    {
        if (StatementLines.Length == 0)
        {
            Errors.Add("statementLines", "Select at least one line of the statement");
        }

        if (Lines.Length == 0 || Lines.Any(line => OwnLine.Parse(line) is null))
        {
            Errors.Add("lines", "Select at least one line of your ledger");
        }

        Errors.CheckReason(Reason);
        return !Errors.Any;
    }

    private CheckAnswers Said()
    {
        var chosen = Own.Where(line => Lines.Contains(ExceptionLinks.OwnLineOf(line).ToString(), StringComparer.Ordinal)).ToList();
        return new CheckAnswers(
            [
                ("Lines of the statement", string.Join(", ", StatementLines)),
                ("Lines of your ledger", string.Join("\n", chosen.Select(line =>
                    $"{line.DocRef} line {line.LineNo}, {line.Period}: {Written.Pounds(line.AmountGbp)}"))),
                ("They come to", Written.Pounds(chosen.Sum(line => line.AmountGbp))),
                ("What explains a difference",
                    string.IsNullOrEmpty(ReasonCode) ? "Nothing: the usual rules say" : ReconciliationWords.Reason(ReasonCode)),
                ("Why they belong together", Reason!.Trim())
            ],
            [
                ("key", Key.ToString()), .. StatementLines.Select(line => ("statementLines", (string?)line)),
                .. Lines.Select(line => ("lines", (string?)line)), ("reason", Reason), ("reasonCode", ReasonCode)
            ],
            "Match them",
            "Matching is run again with your decision. It can be undone, and stays on record.");
    }

    private async Task<IActionResult> Show(string number, CancellationToken cancel)
    {
        if (await reconciliations.Of(number, version: null, cancel) is not { } found)
        {
            return NotFound();
        }

        Number = number;
        var chosen = Lines.Select(OwnLine.Parse).OfType<OwnLine>().ToHashSet();
        var matched = found.Matches.Where(match => match.Lines.Any(IsOwn)).Select(match => match.StatementLine)
            .ToHashSet(StringComparer.Ordinal);
        var used = found.Matches.SelectMany(match => match.Lines).Where(IsOwn).Select(ExceptionLinks.OwnLineOf).ToHashSet();
        Unmatched =
        [
            .. (await statements.One(number, cancel)).Lines.Where(line => line.State is not LineState.NotPayable
                && (!matched.Contains(line.Reference) || StatementLines.Contains(line.Reference, StringComparer.Ordinal)))
        ];
        Own =
        [
            .. found.Items.SelectMany(item => item.Lines)
                .Concat(found.Alarms.SelectMany(alarm => alarm.Lines ?? []))
                .Concat((found.Proposals ?? []).SelectMany(proposal => proposal.Lines))
                .Where(IsOwn).DistinctBy(ExceptionLinks.OwnLineOf)
                .Where(line => !used.Contains(ExceptionLinks.OwnLineOf(line)) || chosen.Contains(ExceptionLinks.OwnLineOf(line)))
                .OrderByDescending(line => chosen.Contains(ExceptionLinks.OwnLineOf(line)))
        ];
        return Page();
    }

    private bool IsOwn(Reconciliation.CitedLine line) => line.Council == User.Council();
}
