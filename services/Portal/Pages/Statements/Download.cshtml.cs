using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;

namespace Portal.Pages.Statements;

/// <summary>A statement's lines as a table for a spreadsheet.</summary>
public sealed class DownloadModel(StatementsClient statements) : PageModel
{
    public async Task<IActionResult> OnGet(string number, CancellationToken cancel) =>
        File(await statements.LinesAsCsv(number, cancel), "text/csv; charset=utf-8", $"{number}.csv");
}
