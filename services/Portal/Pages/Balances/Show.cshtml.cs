using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Balances;

/// <summary>A quarter's agreement of balances: both sides, why they differ, who said what by when; it is sent and signed here.</summary>
public sealed class ShowModel(BalancesClient balances) : PageModel
{
    /// <summary>Made with the form, so that sending it twice does it once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    /// <summary>Of the pack that the officer reads: another one is not signed.</summary>
    [BindProperty]
    public string? Sha256 { get; set; }

    public BalancePack Found { get; private set; } = null!;

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    /// <summary>Offers what the officer can do; the service decides.</summary>
    public bool CanSend => User.IsFinanceOfficer() && Found.WhyNotYet is null
        && Found.Pack.Sides.Any(side => side.Figures.Receivable == User.Council() && side.State is ("toSend" or "changed" or "notNeeded"));

    public bool CanAnswer => User.IsFinanceOfficer() && Found.WhyNotYet is null
        && Found.Pack.Sides.Any(side => side.Figures.Payable == User.Council() && side.State is ("toAnswer" or "notAgreed"));

    public bool CanSign => User.IsS151Delegate() && Found.WhyNotSigned is null;

    /// <summary>Without one council's balances there is nothing to compare.</summary>
    public bool HasBothBalances => Found.Pack.NotSent.Count == 0;

    public async Task OnGet(string quarter, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        await Read(quarter, cancel);
    }

    public async Task<IActionResult> OnGetDocument(string quarter, string form, CancellationToken cancel) => form switch
    {
        "csv" => File(await balances.Document(quarter, "text/csv", cancel), "text/csv; charset=utf-8", $"{quarter}.csv"),
        "html" => File(await balances.Document(quarter, "text/html", cancel), "text/html; charset=utf-8", $"{quarter}.html"),
        _ => NotFound()
    };

    public Task<IActionResult> OnPostSend(string quarter, CancellationToken cancel) =>
        Do(quarter, () => balances.SendStatement(quarter, Key, cancel), "Your council’s statement is sent.", cancel);

    public Task<IActionResult> OnPostSign(string quarter, CancellationToken cancel) =>
        Do(quarter, () => balances.Sign(quarter, Sha256 ?? "", Key, cancel), "You signed the agreement of balances.", cancel);

    private async Task<IActionResult> Do(string quarter, Func<Task<Refused?>> act, string done, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        if (await act() is { } refused)
        {
            Errors.Add("", refused.Sentence);
            await Read(quarter, cancel);
            return Page();
        }

        Done = done;
        return LocalRedirect(BalanceWords.To(quarter));
    }

    // What is signed is what is on the page that is shown now.
    private async Task Read(string quarter, CancellationToken cancel)
    {
        Found = await balances.One(quarter, cancel);
        Sha256 = Found.Sha256;
        ModelState.Remove(nameof(Sha256));
    }
}
