using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;

namespace Portal.Pages.LedgerFiles;

/// <summary>One file: what was taken in, and each refused line with its column, its value and the rule it breaks.</summary>
public sealed class ShowModel(LedgerFilesClient files) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? SourceSystem { get; set; }

    public LedgerBatch Batch { get; private set; } = null!;

    public async Task OnGet(string batch, CancellationToken cancel) => Batch = await files.One(batch, SourceSystem, cancel);

    public async Task<IActionResult> OnGetRefusals(string batch, CancellationToken cancel) =>
        File(await files.RefusalsAsCsv(batch, SourceSystem, cancel), "text/csv; charset=utf-8", $"{batch}-refused.csv");
}
