using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Recharging.Reports;

/// <summary>The day that a report is asked for as it was known at its end.</summary>
public static class AsAtDay
{
    /// <summary>Null when the day is today, over, or not given.</summary>
    public static ProblemHttpResult? WhyNot(DateOnly? asAt, DateOnly today) => asAt > today
        ? Problems.Invalid("asAt", $"What will be known on {asAt:yyyy-MM-dd} nobody knows yet. Today is {today:yyyy-MM-dd}.")
        : null;
}
