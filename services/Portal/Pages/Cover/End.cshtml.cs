using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Cover;

/// <summary>A delegate ends a cover before its last day; what the deputy did stays done.</summary>
[Authorize(Officer.S151Delegate)]
public sealed class EndModel(CoverClient cover) : PageModel
{
    /// <summary>Made with the form, so that sending it twice ends once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Deputy Deputy { get; private set; } = null!;

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    public async Task<IActionResult> OnGet(Guid id, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        return await Find(id, cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPost(Guid id, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        if (!await Find(id, cancel))
        {
            return NotFound();
        }

        Errors.CheckReason(Reason);
        if (Errors.Any)
        {
            return Page();
        }

        if (await cover.End(id, Reason!.Trim(), Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return Page();
        }

        Done = $"{Deputy.OfficerName} no longer stands in for {Deputy.DelegateName}.";
        return RedirectToPage("/Cover/Index");
    }

    private async Task<bool> Find(Guid id, CancellationToken cancel)
    {
        var found = (await cover.All(cancel)).FirstOrDefault(deputy => deputy.Id == id);
        Deputy = found!;
        return found is not null;
    }
}
