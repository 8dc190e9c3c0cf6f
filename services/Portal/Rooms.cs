using System.Security.Claims;
using Portal.SignIn;

namespace Portal;

/// <summary>The rooms of the menu, and whose posts each opens to. The services hold the same rule, written down in docs/roles.md.</summary>
/// <param name="Area">The folder of its pages.</param>
public sealed record Room(string Area, string Page, string Words, Func<ClaimsPrincipal, bool> OpensTo)
{
    private static readonly IReadOnlyList<Room> All =
    [
        new("Index", "/Index", "Today", _ => true),
        new("Statements", "/Statements/Index", "Statements", Officer.ReadsStatements),
        new("Exceptions", "/Exceptions/Index", "Exceptions", Officer.HasAMoneyPost),
        new("Disputes", "/Disputes/Index", "Disputes", Officer.ReadsDisputes),
        new("Agendas", "/Agendas/Index", "Agendas", Officer.ReadsAgendas),
        new("LedgerFiles", "/LedgerFiles/Index", "Ledger files", Officer.HasAMoneyPost),
        new("Journals", "/Journals/Index", "Journals", Officer.ReadsJournals),
        new("Invoices", "/Invoices/Index", "Invoices", Officer.ReadsInvoices),
        new("Balances", "/Balances/Index", "Balances", Officer.HasAMoneyPost),
        new("Rates", "/Rates/Index", "Rates", Officer.HasAMoneyPost),
        new("Reports", "/Reports/Index", "Reports", Officer.ReadsInvoices),
    ];

    public static IEnumerable<Room> OpenTo(ClaimsPrincipal officer) => All.Where(room => room.OpensTo(officer));
}
