using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Clients;
using Portal.Govuk;
using Portal.Pages.Statements;
using Portal.SignIn;
using Recharging;

namespace Portal.Pages.Exceptions;

/// <summary>What is open in both ledgers: the surest proposals first, then the largest items, filtered by the address.</summary>
public sealed class IndexModel(WorklistClient worklist, Councils councils) : PageModel
{
    /// <summary>The ages, by what they are called in an address.</summary>
    public static readonly IReadOnlyList<Choice> Ages =
    [
        new("", "Any"),
        .. new[] { "not-due", "1-30", "31-60", "61-90", "90+" }.Select(age => new Choice(age, CodedWords.Of(Codes.Age, age)))
    ];

    [BindProperty(SupportsGet = true)]
    public string? Reason { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Age { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Owner { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Council { get; set; }

    /// <summary>Whose officers must act next.</summary>
    [BindProperty(SupportsGet = true)]
    public string? MustAct { get; set; }

    /// <summary>Items of at least so many pounds.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Least { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public OpenItems Open { get; private set; } = null!;

    /// <summary>What the engine proposes for the items of the page, as they come: the surest first.</summary>
    public IEnumerable<(string Statement, Reconciliation.Proposal Proposal)> Proposals =>
        Open.Items.Where(item => item.Proposal is not null).Select(item => (item.StatementNumber, item.Proposal!))
            .DistinctBy(proposed => proposed.Item2.Id);

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    public string? NextPage => Open.Next is { } next
        && QueryHelpers.ParseQuery(new Uri(new Uri("http://next"), next).Query)["after"].ToString() is { Length: > 0 } after
        ? QueryHelpers.AddQueryString("/exceptions", Filters(after).Where(filter => !string.IsNullOrEmpty(filter.Value)).Select(InOurWords))
        : null;

    public async Task OnGet(CancellationToken cancel)
    {
        if (!string.IsNullOrWhiteSpace(Least) && Written.ReadPounds(Least, "The amount", out _) is { } fault)
        {
            Errors.Add("least", fault);
        }

        Open = await worklist.Open(Filters(After), cancel);
    }

    public async Task<IActionResult> OnGetFile(CancellationToken cancel) =>
        File(await worklist.OpenAsCsv(Filters(after: null), cancel), "text/csv; charset=utf-8", "exceptions.csv");

    /// <summary>Offers what the officer's council can decide; the service decides.</summary>
    public bool CanDecide(OpenItems.Item item) =>
        item.Id is not null && User.IsFinanceOfficer() && (item.Council is null || item.Council == User.Council());

    /// <summary>The statement line stands for nothing in the officer's own ledger, though the other council has posted it.</summary>
    public bool CanFindOwnLine(OpenItems.Item item) =>
        User.IsFinanceOfficer() && item.StatementLine is not null && item.Reason is "missing_at_payer" or "missing_at_payee"
            && item.MustAct.Contains(User.Council(), StringComparer.Ordinal);

    /// <summary>Who must act next, as seen from the officer's council.</summary>
    public string WhoActs(OpenItems.Item item) => item.MustAct.Count switch
    {
        0 => "Nobody has to act",
        1 => item.MustAct[0] == User.Council() ? "Your council must act" : $"{councils.NameOf(item.MustAct[0])} must act",
        _ => "Both councils must act"
    };

    /// <summary>Its ledger lines stand for nothing yet.</summary>
    public static bool CanBeMatched(OpenItems.Item item) => item.StatementLine is null && item.Reason is not "opening";

    public bool CanAdopt(Reconciliation.Proposal proposal) => User.IsFinanceOfficer() && proposal.Council == User.Council();

    public IReadOnlyList<Choice> Reasons =>
        [new("", "Any"), .. Open.ByReason.Select(total => total.Name).Append(Reason ?? "none").Distinct(StringComparer.Ordinal)
            .Select(code => new Choice(code, ReconciliationWords.Reason(code)))];

    private IEnumerable<KeyValuePair<string, string?>> Filters(string? after) =>
    [
        new("reason", Reason), new("age", Age), new("owner", Owner), new("council", Council), new("mustAct", MustAct),
        new("minGbp", Written.ReadPounds(Least, "", out var least) is null && least > 0 ? least.ToString(CultureInfo.InvariantCulture) : null),
        new("after", after)
    ];

    private KeyValuePair<string, string?> InOurWords(KeyValuePair<string, string?> filter) =>
        filter.Key == "minGbp" ? new("least", Least) : filter;
}
