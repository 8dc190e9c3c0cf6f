using System.Globalization;

namespace Governance.Tests;

/// <summary>Days as officers write them.</summary>
internal static class Day
{
    public static DateOnly Of(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
