using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Reports;

/// <summary>The reports of the recharge, each as a table for a spreadsheet: of a year, quarter, month or line, or as known on a day.</summary>
public sealed partial class IndexModel(ReportsClient reports) : PageModel
{
    /// <summary>What a report is of: how that is asked for and read, and where in the report's address it goes.</summary>
    /// <param name="Hint">What to type, with an example.</param>
    /// <param name="Otherwise">What is said of anything else.</param>
    /// <param name="Shape">Of the end of the address; null for a day, which is a part of the question.</param>
    private sealed record Scope(string Hint, string Otherwise, Regex? Shape);

    /// <summary>A report and what it is of.</summary>
    private sealed record Report(string Name, string Words, Scope Of);

    private static readonly Scope OfYear =
        new("Of a financial year, like 2023-24", "Enter a financial year, like 2023-24", Year());

    private static readonly Scope OfQuarter =
        new("Of a quarter, like 2023-24-Q1", "Enter a quarter, like 2023-24-Q1", Quarter());

    private static readonly Scope OfMonth =
        new("Of a month, like 2023-24-P01 for April 2023", "Enter a month, like 2023-24-P01", Month());

    private static readonly Scope OfLine =
        new("Of a line, like ST2324P01-003", "Enter a line of a statement, like ST2324P01-003", Line());

    private static readonly Scope OfNow = new("As it stands now", "Leave it empty: this report is of now", Nothing());

    private static readonly Scope AsAt =
        new("As known at the end of a day, like 30/6/2023; today when you leave it empty", "", Shape: null);

    private static readonly IReadOnlyList<Report> All =
    [
        new("annual-statement", "Annual statement", OfYear),
        new("accruals", "Accruals and their reversal", OfYear),
        new("vat-register", "VAT treatments", OfYear),
        new("cost-centres", "Cost centres", OfYear),
        new("pay-awards", "Effect of pay awards", OfYear),
        new("spending-over-500", "Spending over £500, to publish", OfQuarter),
        new("disputes", "Disputes by reason, owner and age", OfMonth),
        new("drivers", "Drivers and what changed in them", OfMonth),
        new("charge-trail", "Trail of a charge, from what went in to the ledger", OfLine),
        new("interface-batches", "Files of the ERPs, what failed first", OfNow),
        new("aged-items", "Aged items of both sides", AsAt),
        new("unmatched", "Unmatched items", AsAt)
    ];

    [BindProperty(SupportsGet = true)]
    public string? Name { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Of { get; set; }

    public FieldErrors Errors { get; } = new();

    /// <summary>VAT officers have the one on VAT. The services hold the same rule.</summary>
    public IReadOnlyList<Choice> Choices =>
    [
        .. All.Where(report => User.HasAMoneyPost() || report.Name == "vat-register")
            .Select(report => new Choice(report.Name, report.Words, report.Of.Hint))
    ];

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        if (!User.ReadsInvoices())
        {
            return Forbid();
        }

        if (Name is null && Of is null)
        {
            return Page();
        }

        if (All.FirstOrDefault(report => report.Name == Name) is not { } chosen)
        {
            Errors.Add("name", "Select a report");
            return Page();
        }

        if (PathOf(chosen) is not { } path)
        {
            return Page();
        }

        var (file, refused) = await reports.Csv(path, cancel);
        if (file is null)
        {
            Errors.Add("of", refused!.Sentence);
            return Page();
        }

        var of = Typed.Length > 0 ? $"-{Typed}" : "";
        return File(file, "text/csv; charset=utf-8", $"{chosen.Name}{of}.csv");
    }

    private string Typed => (Of ?? "").Trim().Replace('/', '-').ToUpperInvariant();

    /// <summary>Null when what it should be of can't be read; what can be said about it is in <see cref="Errors"/>.</summary>
    private string? PathOf(Report report)
    {
        if (report.Of.Shape is not { } shape)
        {
            var day = Written.ReadDay(Of, "of", Errors);
            return Errors.Any ? null : $"reports/{report.Name}{(day is { } known ? $"?asAt={known:yyyy-MM-dd}" : "")}";
        }

        if (!shape.IsMatch(Typed))
        {
            Errors.Add("of", report.Of.Otherwise);
            return null;
        }

        return $"reports/{report.Name}/{Typed}".TrimEnd('/');
    }

    [GeneratedRegex(@"^20\d{2}-\d{2}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Year();

    [GeneratedRegex(@"^20\d{2}-\d{2}-Q[1-4]$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Quarter();

    [GeneratedRegex(@"^20\d{2}-\d{2}-P(?:0\d|1[0-3])$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Month();

    [GeneratedRegex(@"^ST\d{4}P\d{2}-\d+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Line();

    [GeneratedRegex("^$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Nothing();
}
