using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.SignIn;

namespace Portal.Pages.Journals;

/// <summary>One journal with its coded lines, and what the ERP said of it.</summary>
public sealed class ShowModel(JournalsClient journals) : PageModel
{
    public Journal Journal { get; private set; } = null!;

    [TempData]
    public string? Done { get; set; }

    public bool CanBeRecoded => Journal.State == "rejected" && User.IsFinanceOfficer();

    public async Task OnGet(string reference, CancellationToken cancel) => Journal = await journals.One(reference, cancel);

    public async Task<IActionResult> OnGetFile(string reference, CancellationToken cancel) =>
        File(await journals.Csv(reference, cancel), "text/csv; charset=utf-8", $"{reference}.csv");
}
