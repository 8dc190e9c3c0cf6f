using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Statements;

/// <summary>A month: what each council owes the other, line by line, and what both ledgers say of it.</summary>
public sealed class ShowModel(StatementsClient statements, ReconciliationsClient reconciliations) : PageModel
{
    private const int LinesOnAPage = 100;

    [BindProperty(SupportsGet = true)]
    public LineFilter Filter { get; set; } = new();

    public Statement Statement { get; private set; } = null!;

    public Reconciliation? Reconciliation { get; private set; }

    /// <summary>The chosen lines by direction, those that the officer's own council pays first.</summary>
    public IReadOnlyList<(string Payer, string Payee, IReadOnlyList<Statement.Line> Lines)> Directions { get; private set; } = [];

    /// <summary>How many lines the filter leaves, on all pages.</summary>
    public int Chosen { get; private set; }

    public ListPages Pages { get; private set; } = null!;

    /// <summary>What the officer has just done.</summary>
    [TempData]
    public string? Done { get; set; }

    /// <summary>Lines of the officer's council of which nobody has said anything.</summary>
    public IReadOnlyList<Statement.Line> Unseen =>
        [.. Statement.Lines.Where(line => line.State is LineState.Unseen && Steps.CanAgree(line))];

    public IEnumerable<(LineState State, int Lines)> Counts =>
        Statement.Lines.GroupBy(line => line.State).OrderBy(group => group.Key).Select(group => (group.Key, group.Count()));

    public NextSteps Steps { get; private set; } = NextSteps.None;

    public bool IsSettled => Statement.State == "settled";

    public async Task OnGet(string number, int? sheet, CancellationToken cancel)
    {
        Statement = await statements.One(number, cancel);
        Steps = await statements.Steps(number, User, cancel);
        Reconciliation = User.HasAMoneyPost() ? await reconciliations.Of(number, version: null, cancel) : null;
        var chosen = Filter.Of(Statement.Lines);
        Chosen = chosen.Count;
        (var shown, Pages) = ListPages.Of(chosen, LinesOnAPage, sheet ?? 1, to => Filter.ToPage(number, to));
        Directions =
        [
            .. shown.GroupBy(line => (line.Payer, line.Payee))
                .OrderByDescending(direction => direction.Key.Payer == User.Council())
                .Select(direction => (direction.Key.Payer, direction.Key.Payee, (IReadOnlyList<Statement.Line>)[.. direction]))
        ];
    }
}
