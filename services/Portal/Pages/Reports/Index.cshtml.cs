using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;

namespace Portal.Pages.Reports;

/// <summary>The reports of the recharge, each as a table for a spreadsheet, of a year, a quarter, or as known on a day.</summary>
public sealed partial class IndexModel(ReportsClient reports) : PageModel
{
    private const string OfYear = "year";
    private const string OfQuarter = "quarter";
    private const string AsAt = "day";

    /// <summary>A report and what it is of.</summary>
    public sealed record Report(string Name, string Words, string Of);

    public static readonly IReadOnlyList<Report> All =
    [
        new("annual-statement", "Annual statement", OfYear),
        new("accruals", "Accruals and their reversal", OfYear),
        new("vat-register", "VAT treatments", OfYear),
        new("cost-centres", "Cost centres", OfYear),
        new("pay-awards", "Effect of pay awards", OfYear),
        new("spending-over-500", "Spending over £500, to publish", OfQuarter),
        new("aged-items", "Aged items of both sides", AsAt),
        new("unmatched", "Unmatched items", AsAt)
    ];

    [BindProperty(SupportsGet = true)]
    public string? Name { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Of { get; set; }

    public FieldErrors Errors { get; } = new();

    public static IReadOnlyList<Choice> Choices => [.. All.Select(report => new Choice(report.Name, report.Words, Hint(report.Of)))];

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
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

        var of = Of is { Length: > 0 } given ? $"-{given.Trim().Replace('/', '-')}" : "";
        return File(file, "text/csv; charset=utf-8", $"{chosen.Name}{of}.csv");
    }

    /// <summary>Null when what it should be of can't be read; what can be said about it is in <see cref="Errors"/>.</summary>
    private string? PathOf(Report report)
    {
        var of = (Of ?? "").Trim().Replace('/', '-');
        switch (report.Of)
        {
            case OfYear when Year().IsMatch(of):
            case OfQuarter when Quarter().IsMatch(of):
                return $"reports/{report.Name}/{of}";
            case AsAt:
                var day = Written.ReadDay(Of, "of", Errors);
                return Errors.Any ? null : $"reports/{report.Name}{(day is { } known ? $"?asAt={known:yyyy-MM-dd}" : "")}";
            default:
                Errors.Add("of", report.Of == OfYear ? "Enter a financial year, like 2023-24" : "Enter a quarter, like 2023-24-Q1");
                return null;
        }
    }

    private static string Hint(string of) => of switch
    {
        OfYear => "Of a financial year, like 2023-24",
        OfQuarter => "Of a quarter, like 2023-24-Q1",
        _ => "As known at the end of a day, like 30/6/2023; today when you leave it empty"
    };

    [GeneratedRegex(@"^20\d{2}-\d{2}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Year();

    [GeneratedRegex(@"^20\d{2}-\d{2}-Q[1-4]$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Quarter();
}
