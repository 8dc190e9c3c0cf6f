using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.Pages.Statements;

namespace Portal.Pages.Exceptions;

/// <summary>One form for every decision that needs no more than a reason: <see cref="Act.All"/> has what differs.</summary>
public sealed class DecideModel(
    WorklistClient worklist, ReconciliationsClient reconciliations, OfficersClient officers, IAuthorizationService permissions) : PageModel
{
    /// <summary>Made with the form, so that sending it twice decides once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

    /// <summary>The proposal, the item, the statement line or the decision.</summary>
    [BindProperty(SupportsGet = true)]
    public string About { get; set; } = "";

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? ReasonCode { get; set; }

    /// <summary>The sign-in of one of <see cref="Colleagues"/>.</summary>
    [BindProperty]
    public string? Owner { get; set; }

    /// <summary>Who may own an item.</summary>
    public IReadOnlyList<KnownOfficer> Colleagues { get; private set; } = [];

    public string Number { get; private set; } = "";

    public Act Act { get; private set; } = null!;

    public string Subject { get; private set; } = "";

    public string? Code => string.IsNullOrEmpty(ReasonCode) ? null : ReasonCode;

    /// <summary>Null while the form is still to be filled in.</summary>
    public CheckAnswers? Answers { get; private set; }

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    public async Task<IActionResult> OnGet(string number, string act, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        return await WhyNot(number, act, cancel) ?? Page();
    }

    public async Task<IActionResult> OnPost(string number, string act, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        if (await WhyNot(number, act, cancel) is { } cannot)
        {
            return cannot;
        }

        if (Step is Step.Change || !IsComplete())
        {
            return Page();
        }

        if (Step is Step.Check)
        {
            Answers = Said();
            return Page();
        }

        if (await Act.Tell(this, worklist, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return Page();
        }

        Done = Act.Done;
        return LocalRedirect(ExceptionLinks.ToDecisions(number));
    }

    public async Task<string?> Proposal(CancellationToken cancel) =>
        (await reconciliations.Of(Number, version: null, cancel))?.Proposals?.Where(proposal => proposal.Id == About)
            .Select(proposal => proposal.Sentence).FirstOrDefault();

    public async Task<string?> Item(CancellationToken cancel) =>
        (await worklist.Open([new("size", "1000")], cancel)).Items.Where(item => item.Id == About && item.StatementNumber == Number)
            .Select(item => $"{Written.Pounds(item.AmountGbp)}: {item.Sentence}").FirstOrDefault();

    public async Task<string?> StatementLine(CancellationToken cancel) =>
        (await reconciliations.Of(Number, version: null, cancel))?.Matches.Where(match => match.StatementLine == About)
            .Select(match => $"{About}: {string.Join(", ", match.Lines.Select(line => $"{line.Council} {line.DocRef} line {line.LineNo}"))}")
            .FirstOrDefault();

    public async Task<string?> Decision(CancellationToken cancel) =>
        (await worklist.Decisions(Number, cancel)).Where(decision => FormattableString.Invariant($"{decision.Number}") == About)
            .Select(decision =>
                $"Decision {decision.Number}, {DecisionWords.Kind(decision).ToLowerInvariant()} by {decision.By}: “{decision.Reason}”")
            .FirstOrDefault();

    private async Task<IActionResult?> WhyNot(string number, string act, CancellationToken cancel)
    {
        if (!Act.All.TryGetValue(act, out var known))
        {
            return NotFound();
        }

        (Number, Act) = (number, known);
        if (!(await permissions.AuthorizeAsync(User, known.By)).Succeeded)
        {
            return Forbid();
        }

        Colleagues = known.AsksOwner ? [.. (await officers.All(cancel)).Where(officer => officer.MayOwn)] : [];
        Subject = await known.About(this, cancel) ?? "";
        return Subject.Length == 0 ? NotFound() : null;
    }

    private bool IsComplete()
    {
        if (Act.AsksOwner && Colleagues.All(officer => officer.SignIn != Owner))
        {
            Errors.Add("owner", "Select who looks after it");
        }

        Errors.CheckReason(Reason);
        return !Errors.Any;
    }

    private CheckAnswers Said() => new(
        [
            ("About", Subject),
            .. Act.AsksOwner ? [("Owner", KnownOfficer.Named(Colleagues, Owner))] : Array.Empty<(string, string)>(),
            .. Code is { } code ? [("Reason of the difference", ReconciliationWords.Reason(code))] : Array.Empty<(string, string)>(),
            (Act.Question.TrimEnd('?'), Reason!.Trim())
        ],
        [("key", Key.ToString()), ("about", About), ("reason", Reason), ("reasonCode", ReasonCode), ("owner", Owner)],
        Act.Send,
        Act.Effect);
}
