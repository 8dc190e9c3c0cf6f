using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Pages.Reports;

/// <summary>Where a report is downloaded.</summary>
public static class ReportLinks
{
    /// <param name="name">One of those that the reports page offers.</param>
    /// <param name="of">The year, quarter, month or line that it is of.</param>
    public static string To(string name, string of) =>
        QueryHelpers.AddQueryString("/reports", new Dictionary<string, string?> { ["name"] = name, ["of"] = of });
}
