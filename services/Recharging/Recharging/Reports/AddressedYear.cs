using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;
using Values;

namespace Recharging.Reports;

/// <summary>A financial year, or a quarter of one, as an address has it: <c>2023-24</c>, <c>2023-24-Q1</c>.</summary>
public static class AddressedYear
{
    private const int MonthsInAQuarter = 3;

    public static bool TryParse(string address, out FinancialYear year)
    {
        var isYear = AccountingPeriod.TryParse($"{address.Replace('-', '/')}-P01", out var april);
        year = april.Year;
        return isYear;
    }

    /// <summary>The quarter's days, both ends included: Q1 is April to June.</summary>
    public static bool TryParseQuarter(string address, out DateRange quarter)
    {
        quarter = default;
        if (address is not { Length: 10 } || address[7..9] != "-Q"
            || !int.TryParse(address.AsSpan(9), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 4
            || !TryParse(address[..7], out var year))
        {
            return false;
        }

        var first = year.FirstDay.AddMonths(MonthsInAQuarter * (number - 1));
        quarter = new DateRange(first, first.AddMonths(MonthsInAQuarter).AddDays(-1));
        return true;
    }

    public static ProblemHttpResult Malformed(string address) =>
        Problems.Invalid("year", $"'{address}' is not a financial year as an address has it, such as 2023-24.");

    public static ProblemHttpResult MalformedQuarter(string address) =>
        Problems.Invalid("quarter", $"'{address}' is not a quarter of a financial year, such as 2023-24-Q1 for April to June 2023.");
}
