using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;

namespace Portal.Pages.Rates;

/// <summary>Agreed rates that wait for the second council's word, and what became of earlier ones.</summary>
public sealed class IndexModel(RateLoadsClient rates) : PageModel
{
    public IReadOnlyList<RateLoad> All { get; private set; } = [];

    [TempData]
    public string? Done { get; set; }

    public async Task OnGet(CancellationToken cancel) => All = await rates.All(cancel);
}
