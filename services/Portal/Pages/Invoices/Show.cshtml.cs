using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Invoices;

/// <summary>An invoice with what the council that pays said of it. A finance officer of the council that sells answers a query or a
/// rejection.</summary>
public sealed class ShowModel(InvoicesClient invoices, Councils councils) : PageModel
{
    private const int Shortest = 10;
    private const int Longest = 2000;

    /// <summary>Made with the form, so that sending it twice answers once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    public InvoiceInFull Invoice { get; private set; } = null!;

    /// <summary>Null while the form is still to be filled in.</summary>
    public CheckAnswers? Answers { get; private set; }

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    /// <summary>The services hold the same rule.</summary>
    public bool CanAnswer => Invoice.ToAnswer == "open" && IsOfTheSeller;

    private bool IsOfTheSeller => User.IsFinanceOfficer() && User.Council() == Invoice.Seller;

    public async Task OnGet(string number, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        Invoice = await invoices.One(number, cancel);
    }

    public async Task<IActionResult> OnPost(string number, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        Invoice = await invoices.One(number, cancel);
        if (!IsOfTheSeller)
        {
            return Forbid();
        }

        var answer = Answer?.Trim() ?? "";
        if (answer.Length is not (>= Shortest and <= Longest))
        {
            Errors.Add("answer", $"Give your answer in {Shortest} to {Longest:N0} characters");
        }

        if (Errors.Any || Step is Step.Change || Invoice.Responses is not [.., var last])
        {
            return Page();
        }

        if (Step is Step.Check)
        {
            Answers = new CheckAnswers(
                [("Invoice", Invoice.Number), ("They said", InvoiceWords.Said(last)), ("You answer", answer)],
                [("key", Key.ToString()), ("answer", Answer)],
                "Send the answer",
                $"{councils.NameOf(Invoice.Buyer)} reads it.");
            return Page();
        }

        if (await invoices.Answer(number, last.ResponseId, answer, Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return Page();
        }

        Done = $"Your answer was sent to {councils.NameOf(Invoice.Buyer)}.";
        return LocalRedirect(InvoiceWords.To(number));
    }
}
