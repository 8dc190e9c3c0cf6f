using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Statements;

/// <summary>The difference between both ledgers, explained item by item down to what is unexplained; matching can be run again.</summary>
public sealed class ReconciliationModel(StatementsClient statements, ReconciliationsClient reconciliations) : PageModel
{
    private const int ItemsOnAPage = 50;

    /// <summary>Made with the form, so that sending it twice matches once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Version { get; set; }

    /// <summary>With <see cref="Time"/>, the instant whose knowledge is asked for; null for now.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Day { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Time { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Reason { get; set; }

    public string Number { get; private set; } = "";

    /// <summary>Null while nobody has matched the statement.</summary>
    public Reconciliation? Found { get; private set; }

    public int Latest { get; private set; }

    /// <summary>Null when what is shown was kept, not worked out for an instant.</summary>
    public DateTimeOffset? KnownAt { get; private set; }

    public IReadOnlyList<Reconciliation.Item> Items { get; private set; } = [];

    public ListPages Pages { get; private set; } = null!;

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    /// <summary>The services hold the same rule.</summary>
    public bool CanRun => User.IsMoneyOfficer();

    /// <summary>What each reason explains, the most pounds first.</summary>
    public IEnumerable<(string Reason, int Items, decimal AmountGbp)> ByReason =>
        Found!.Items.GroupBy(item => item.Reason, StringComparer.Ordinal)
            .Select(reason => (reason.Key, reason.Count(), reason.Sum(item => item.AmountGbp)))
            .OrderByDescending(reason => Math.Abs(reason.Item3)).ThenBy(reason => reason.Key, StringComparer.Ordinal);

    public async Task<IActionResult> OnGet(string number, int? sheet, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        return await Show(number, sheet ?? 1, cancel);
    }

    public async Task<IActionResult> OnPost(string number, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        if (await reconciliations.Run(number, Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return await Show(number, 1, cancel);
        }

        Done = "Both ledgers are matched with the statement as they are now.";
        return LocalRedirect(StatementLinks.ToReconciliation(number));
    }

    private async Task<IActionResult> Show(string number, int sheet, CancellationToken cancel)
    {
        Number = (await statements.One(number, cancel)).Number;
        var latest = await reconciliations.Of(number, version: null, cancel);
        Latest = latest?.Version ?? 0;
        KnownAt = Written.ReadInstant(("day", Day), ("time", Time), Errors);
        Found = KnownAt is { } instant ? await AsKnown(instant, cancel)
            : Version is null || Version == Latest ? latest
            : await reconciliations.Of(number, Version, cancel);
        if (Found is null)
        {
            return Version is null ? Page() : NotFound();
        }

        var chosen = Found.Items.Where(item => Reason is null || item.Reason == Reason).ToList();
        (Items, Pages) = ListPages.Of(chosen, ItemsOnAPage, sheet, to => ToItems(Reason, to));
        return Page();
    }

    private async Task<Reconciliation?> AsKnown(DateTimeOffset instant, CancellationToken cancel)
    {
        var (found, refused) = await reconciliations.At(Number, instant, cancel);
        if (refused is not null)
        {
            Errors.Add("day", refused.Sentence);
        }

        return found;
    }

    public string ToReason(string? reason) => ToItems(reason, sheet: null);

    private string ToItems(string? reason, int? sheet)
    {
        var choices = new Dictionary<string, string?>
        {
            ["day"] = Day, ["time"] = Time, ["reason"] = reason, ["sheet"] = sheet?.ToString(CultureInfo.InvariantCulture)
        };
        return QueryHelpers.AddQueryString(
            StatementLinks.ToReconciliation(Number, Version), choices.Where(choice => !string.IsNullOrEmpty(choice.Value))) + "#items";
    }
}
