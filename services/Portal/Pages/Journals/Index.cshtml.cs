using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;

namespace Portal.Pages.Journals;

/// <summary>The journals of the officer's own council, all or those of one statement.</summary>
public sealed class IndexModel(JournalsClient journals) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Statement { get; set; }

    public IReadOnlyList<JournalSummary> All { get; private set; } = [];

    [TempData]
    public string? Done { get; set; }

    public async Task OnGet(CancellationToken cancel) =>
        All = [.. (await journals.All(cancel)).Where(journal => Statement is null || journal.StatementNumber == Statement)
            .OrderByDescending(journal => journal.Period, StringComparer.Ordinal)
            .ThenBy(journal => journal.Reference, StringComparer.Ordinal)];
}
