using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Exceptions;

/// <summary>Cuts a line of the officer's own ledger into parts that add up to it, so that each can be matched by itself.</summary>
[Authorize(Officer.FinanceOfficer)]
public sealed class SplitModel(WorklistClient worklist, ReconciliationsClient reconciliations) : PageModel
{
    /// <summary>Made with the form, so that sending it twice splits once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Line { get; set; } = "";

    /// <summary>One amount a row.</summary>
    [BindProperty]
    public string? Parts { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public string Number { get; private set; } = "";

    public Reconciliation.CitedLine Whole { get; private set; } = null!;

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

        if (!await Find(number, cancel))
        {
            return NotFound();
        }

        if (Step is Step.Change || Read() is not { } parts)
        {
            return Page();
        }

        if (Step is Step.Check)
        {
            Answers = new CheckAnswers(
                [
                    .. parts.Select((part, at) => ($"Part {at + 1}", Written.Pounds(part))),
                    ("Together", $"{Written.Pounds(parts.Sum())} of {Written.Pounds(Whole.AmountGbp)}"), ("What the parts are", Reason!.Trim())
                ],
                [("key", Key.ToString()), ("line", Line), ("parts", Parts), ("reason", Reason)],
                "Split the line",
                "Each part can be matched by itself. The line in your ledger stays as it is.");
            return Page();
        }

        if (await worklist.Split(number, OwnLine.Parse(Line)!, parts, Reason!.Trim(), Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return Page();
        }

        Done = $"Line {Whole.LineNo} of {Whole.DocRef} is split into {parts.Count} parts.";
        return RedirectToPage("/Exceptions/Index");
    }

    private List<decimal>? Read()
    {
        var rows = (Parts ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var sign = Whole.AmountGbp < 0 ? -1 : 1;
        var parts = new List<decimal>();
        string? fault = null;
        foreach (var row in rows)
        {
            var wrong = Written.ReadPounds(row.TrimStart('-', '−'), $"“{row}”", out var part);
            fault ??= wrong ?? (part == 0 ? $"“{row}” must be more than £0" : null);
            parts.Add(sign * part);
        }

        if (fault is not null || parts.Count < 2)
        {
            Errors.Add("parts", fault ?? "Enter two or more amounts, one a row, like 250 or 250.50");
        }
        else if (parts.Sum() != Whole.AmountGbp)
        {
            Errors.Add("parts", $"The parts come to {Written.Pounds(parts.Sum())}; the line is {Written.Pounds(Whole.AmountGbp)}");
        }

        Errors.CheckReason(Reason);
        return Errors.Any ? null : parts;
    }

    private async Task<bool> Find(string number, CancellationToken cancel)
    {
        Number = number;
        var wanted = OwnLine.Parse(Line);
        var found = wanted is null ? null : await reconciliations.Of(number, version: null, cancel);
        var line = found?.Items.SelectMany(item => item.Lines).Concat(found.Alarms.SelectMany(alarm => alarm.Lines ?? []))
            .Concat((found.Proposals ?? []).SelectMany(proposal => proposal.Lines))
            .FirstOrDefault(line => line.Council == User.Council() && ExceptionLinks.OwnLineOf(line) == wanted);
        Whole = line!;
        return line is not null;
    }
}
