using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Statements;

/// <summary>The council that pays a line says how much of it is wrong and why. The rest stays payable.</summary>
[Authorize(Officer.FinanceOfficer)]
public sealed class DisputeModel(StatementsClient statements) : PageModel
{
    /// <summary>Made with the form, so that sending it twice disputes once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? DisputedGbp { get; set; }

    [BindProperty]
    public string? ProposedGbp { get; set; }

    [BindProperty]
    public string? Explanation { get; set; }

    public string Number { get; private set; } = "";

    public Statement.Line Line { get; private set; } = null!;

    /// <summary>Whether the service would take a dispute of it.</summary>
    public bool CanDispute { get; private set; }

    /// <summary>Null while the form is still to be filled in.</summary>
    public CheckAnswers? Answers { get; private set; }

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

        if (Step is Step.Change || Shape() is not { } dispute)
        {
            return await Show(number, line, cancel);
        }

        if (Step is Step.Check)
        {
            Answers = Said(dispute);
            return await Show(number, line, cancel);
        }

        if (await statements.Dispute(number, line, dispute, Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return await Show(number, line, cancel);
        }

        Done = $"{Written.Pounds(dispute.DisputedGbp)} of line {line} is disputed.";
        return LocalRedirect(StatementLinks.To(number));
    }

    /// <summary>Null when something can't be read; what can be said about it is in <see cref="Errors"/>.</summary>
    private LineDispute? Shape()
    {
        Errors.CheckDisputeReason(Reason);
        var fault = Written.ReadPounds(DisputedGbp, "The amount you dispute", out var disputed);
        if (string.IsNullOrWhiteSpace(DisputedGbp))
        {
            Errors.Add("disputedGbp", "Enter how much you dispute");
        }
        else if (fault is not null || disputed == 0)
        {
            Errors.Add("disputedGbp", fault ?? "The amount you dispute must be more than £0");
        }
        decimal? proposed = null;
        if (!string.IsNullOrWhiteSpace(ProposedGbp))
        {
            if (Written.ReadPounds(ProposedGbp, "What the line should be", out var right) is { } wrong)
            {
                Errors.Add("proposedGbp", wrong);
            }
            else
            {
                proposed = right;
            }
        }

        Errors.CheckExplanation(Explanation);
        return Errors.Any ? null : new LineDispute(Reason!, disputed, proposed, Explanation!.Trim());
    }

    private CheckAnswers Said(LineDispute dispute) => new(
        [
            ("What is wrong", StateWords.Reason(dispute.Reason)),
            ("You dispute", $"{Written.Pounds(dispute.DisputedGbp)} before VAT"),
            ("The line should be", dispute.ProposedGbp is { } proposed ? $"{Written.Pounds(proposed)} before VAT" : "You do not say"),
            ("Why", dispute.Explanation)
        ],
        [
            ("key", Key.ToString()), ("reason", Reason), ("disputedGbp", DisputedGbp), ("proposedGbp", ProposedGbp),
            ("explanation", Explanation)
        ],
        "Dispute the line",
        "The other council reads this, and has to acknowledge and answer it in the days agreed. What you do not dispute is paid.");

    private async Task<IActionResult> Show(string number, string line, CancellationToken cancel)
    {
        if (await statements.Line(number, line, cancel) is not { } found)
        {
            return NotFound();
        }

        (Number, Line) = (number, found);
        CanDispute = (await statements.Steps(number, User, cancel)).CanDispute(found);
        return Page();
    }
}
