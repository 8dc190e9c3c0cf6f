using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;

namespace Portal.Pages.Balances;

/// <summary>The quarters of which something was sent or signed; any other is opened by its name.</summary>
public sealed partial class IndexModel(BalancesClient balances) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Quarter { get; set; }

    public IReadOnlyList<PackSummary> All { get; private set; } = [];

    public FieldErrors Errors { get; } = new();

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        if (Quarter is not null)
        {
            var typed = Quarter.Trim().Replace('/', '-').ToUpperInvariant();
            if (QuarterName().IsMatch(typed))
            {
                return LocalRedirect(BalanceWords.To(typed));
            }

            Errors.Add("quarter", "Enter a quarter, like 2023-24-Q1, or a year’s end, like 2023-24-YE");
        }

        All = await balances.All(cancel);
        return Page();
    }

    [GeneratedRegex(@"^20\d{2}-\d{2}-(Q[1-4]|YE)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex QuarterName();
}
