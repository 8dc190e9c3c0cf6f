using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.SignIn;

namespace Portal.Pages.Cover;

/// <summary>Who stands in for an absent S151 delegate of the council.</summary>
public sealed class IndexModel(CoverClient cover) : PageModel
{
    public IReadOnlyList<Deputy> All { get; private set; } = [];

    [TempData]
    public string? Done { get; set; }

    /// <summary>The services hold the same rule.</summary>
    public bool CanName => User.IsS151Delegate();

    public async Task OnGet(CancellationToken cancel) => All = await cover.All(cancel);
}
