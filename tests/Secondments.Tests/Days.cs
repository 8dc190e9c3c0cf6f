using System.Globalization;

namespace Secondments.Tests;

internal static class Days
{
    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
