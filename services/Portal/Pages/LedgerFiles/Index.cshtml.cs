using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Clients;

namespace Portal.Pages.LedgerFiles;

/// <summary>Files that the council's ERP sent, the latest first, and the fate of each; those coming in are seen on their way.</summary>
public sealed class IndexModel(LedgerFilesClient files) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public Clients.LedgerFiles Files { get; private set; } = null!;

    public string? NextPage =>
        Files.Next is { } next && QueryHelpers.ParseQuery(next[(next.IndexOf('?', StringComparison.Ordinal) + 1)..])["after"].ToString() is { Length: > 0 } after
            ? QueryHelpers.AddQueryString("/ledger-files", "after", after)
            : null;

    public async Task OnGet(CancellationToken cancel) => Files = await files.All(After, cancel);

    public static string Fate(Clients.LedgerFiles.Row file) =>
        file.RefusedLines == 0 ? "In the ledger" : file.RefusedLines == file.Lines ? "Refused" : "Part refused";

    public static string ColourOf(Clients.LedgerFiles.Row file) =>
        file.RefusedLines == 0 ? "govuk-tag--green" : file.RefusedLines == file.Lines ? "govuk-tag--red" : "govuk-tag--orange";

    public static string LinkTo(Clients.LedgerFiles.Row file) => QueryHelpers.AddQueryString(
        $"/ledger-files/{Uri.EscapeDataString(file.BatchId)}", "sourceSystem", file.SourceSystem);
}
