using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Statements;

/// <summary>How each line of a statement was found in both ledgers, and by which rule.</summary>
public sealed class MatchesModel(ReconciliationsClient reconciliations) : PageModel
{
    private const int MatchesOnAPage = 50;

    [BindProperty(SupportsGet = true)]
    public int? Version { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    public string Number { get; private set; } = "";

    public Reconciliation Found { get; private set; } = null!;

    public IReadOnlyList<Reconciliation.Match> Shown { get; private set; } = [];

    public ListPages Pages { get; private set; } = null!;

    public IReadOnlyList<Choice> States =>
        [new("", "All"), .. Found.Matches.Select(match => match.State).Distinct(StringComparer.Ordinal)
            .Select(state => new Choice(state, ReconciliationWords.State(state)))];

    /// <summary>Offers what the officer's council can take back; the service decides.</summary>
    public bool CanUndo(Reconciliation.Match match) =>
        Version is null && User.IsFinanceOfficer() && match.Lines.Any(line => line.Council == User.Council());

    public async Task<IActionResult> OnGet(string number, int? sheet, CancellationToken cancel)
    {
        if (await reconciliations.Of(number, Version, cancel) is not { } found)
        {
            return NotFound();
        }

        (Number, Found) = (number, found);
        var chosen = found.Matches.Where(match => State is null || match.State == State).ToList();
        (Shown, Pages) = ListPages.Of(chosen, MatchesOnAPage, sheet ?? 1, ToPage);
        return Page();
    }

    private string ToPage(int page)
    {
        var address = StatementLinks.ToMatches(Number, Version);
        address = State is null ? address : QueryHelpers.AddQueryString(address, "state", State);
        return QueryHelpers.AddQueryString(address, "sheet", page.ToString(CultureInfo.InvariantCulture));
    }
}
