using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;

namespace Portal.Pages.Disputes;

/// <summary>The register of disputes with their clocks, what is late first.</summary>
public sealed class IndexModel(DisputesClient disputes) : PageModel
{
    private const int OnAPage = 50;
    private const string Overdue = "overdue";
    private const string Mine = "mine";
    private const string All = "all";

    /// <summary>One of <see cref="DisputeWords.Registers"/>; the open ones when nothing is said.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    public IReadOnlyList<Dispute> Shown { get; private set; } = [];

    public int Found { get; private set; }

    public ListPages Pages { get; private set; } = null!;

    private string Chosen => DisputeWords.Registers.Any(choice => choice.Value == Show) ? Show! : "open";

    private DisputeFilter Filter => Chosen switch
    {
        All => new DisputeFilter(),
        Overdue => new DisputeFilter(Overdue: true),
        Mine => new DisputeFilter("open", Mine: true),
        _ => new DisputeFilter(Chosen)
    };

    public async Task OnGet(int? sheet, CancellationToken cancel)
    {
        Show = Chosen;
        var found = await disputes.Register(Filter, cancel);
        Found = found.Count;
        (Shown, Pages) = ListPages.Of(
            [.. found.OrderBy(dispute => dispute.Overdue is null).ThenBy(dispute => dispute.ResolveBy)], OnAPage, sheet ?? 1,
            to => $"/disputes?show={Chosen}&sheet={to}");
    }

    public async Task<IActionResult> OnGetFile(CancellationToken cancel) =>
        File(await disputes.RegisterAsCsv(Filter, cancel), "text/csv; charset=utf-8", "disputes.csv");
}
