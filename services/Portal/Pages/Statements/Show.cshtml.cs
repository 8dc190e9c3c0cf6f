using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.SignIn;

namespace Portal.Pages.Statements;

/// <summary>One statement: what each council owes the other, line by line, and what both ledgers say of it.</summary>
public sealed class ShowModel(RechargingClient recharging) : PageModel
{
    public Statement Statement { get; private set; } = null!;

    public Reconciliation? Reconciliation { get; private set; }

    /// <summary>What the officer has just done.</summary>
    [TempData]
    public string? Done { get; set; }

    /// <summary>The lines that one council pays, the officer's own first.</summary>
    public IEnumerable<IGrouping<(string Payer, string Payee), Statement.Line>> Directions =>
        Statement.Lines.GroupBy(line => (line.Payer, line.Payee)).OrderByDescending(direction => direction.Key.Payer == User.Council());

    public async Task OnGet(string number, CancellationToken cancel)
    {
        Statement = await recharging.Statement(number, cancel);
        Reconciliation = await recharging.Reconciliation(number, cancel);
    }

    /// <summary>Offers what the paying council can still say; the service decides.</summary>
    public bool CanBeMarked(Statement.Line line) =>
        User.IsFinanceOfficer()
        && line.Payer == User.Council()
        && line.State is (LineState.Unseen or LineState.Disputed or LineState.PartDisputed);
}
