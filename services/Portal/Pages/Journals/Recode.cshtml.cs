using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Journals;

/// <summary>Gives a rejected journal other codes and sends it again: same reference and amounts, the next version.</summary>
[Authorize(Officer.FinanceOfficer)]
public sealed class RecodeModel(JournalsClient journals) : PageModel
{
    /// <summary>What was typed for a line; an empty field leaves the code as it is.</summary>
    public sealed class Typed
    {
        public int LineNo { get; set; }

        public string? Account { get; set; }

        public string? CostCentre { get; set; }

        public string? VatCode { get; set; }
    }

    /// <summary>Made with the form, so that sending it twice recodes once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

    [BindProperty]
    public List<Typed> Lines { get; set; } = [];

    public Journal Journal { get; private set; } = null!;

    /// <summary>Null while the form is still to be filled in.</summary>
    public CheckAnswers? Answers { get; private set; }

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    public async Task OnGet(string reference, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        Journal = await journals.One(reference, cancel);
    }

    public async Task<IActionResult> OnPost(string reference, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        Journal = await journals.One(reference, cancel);
        var changed = Changed();
        if (Step is Step.Change)
        {
            return Page();
        }

        if (changed.Count == 0)
        {
            Errors.Add("lines-0-account", "Enter a new code for at least one line");
            return Page();
        }

        if (Step is Step.Check)
        {
            Answers = Said(changed);
            return Page();
        }

        if (await journals.Recode(reference, changed, Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return Page();
        }

        Done = $"Journal {reference} is recoded and ready for your ERP again.";
        return LocalRedirect(JournalWords.To(reference));
    }

    public Typed Of(Journal.Line line) => Lines.Find(typed => typed.LineNo == line.LineNo) ?? new Typed { LineNo = line.LineNo };

    private List<Recoding> Changed() =>
    [
        .. Lines.Select(line => new Recoding(line.LineNo, Given(line.Account), Given(line.CostCentre), Given(line.VatCode)))
            .Where(line => line is not { Account: null, CostCentre: null, VatCode: null })
    ];

    private CheckAnswers Said(IEnumerable<Recoding> changed) => new(
        [
            .. changed.Select(line => ($"Line {line.LineNo}", string.Join(", ", new[]
            {
                line.Account is null ? null : $"account {line.Account}",
                line.CostCentre is null ? null : $"cost centre {line.CostCentre}",
                line.VatCode is null ? null : $"VAT code {line.VatCode}"
            }.OfType<string>())))
        ],
        [
            ("key", Key.ToString()),
            .. Lines.SelectMany((line, at) => new (string, string?)[]
            {
                ($"lines[{at}].lineNo", line.LineNo.ToString(CultureInfo.InvariantCulture)), ($"lines[{at}].account", line.Account),
                ($"lines[{at}].costCentre", line.CostCentre), ($"lines[{at}].vatCode", line.VatCode)
            })
        ],
        "Recode and send again",
        "Your ERP collects the journal again, with the same reference and amounts.");

    private static string? Given(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
