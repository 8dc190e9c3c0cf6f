using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;

namespace Portal.Pages.Statements;

/// <summary>All statements that the officer's council is a party to.</summary>
public sealed class IndexModel(StatementsClient statements) : PageModel
{
    public IReadOnlyList<StatementSummary> All { get; private set; } = [];

    public async Task OnGet(CancellationToken cancel) => All = await statements.All(cancel);
}
