using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Values;

/// <summary>
/// A period of a financial year as the ledgers name it: <c>2023/24-P01</c> is April 2023, P12 is March, and P13 is the year's
/// closing period, which has no days of its own.
/// </summary>
public readonly record struct AccountingPeriod : IComparable<AccountingPeriod>
{
    // So far from the calendar's ends that years can be counted either way.
    private const int EarliestYear = 1800;
    private const int LatestYear = 2198;

    /// <param name="year">The financial year.</param>
    /// <param name="number">1 (April) to 12 (March), 13 for the closing period.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another number.</exception>
    public AccountingPeriod(FinancialYear year, int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 13);
        Year = year;
        Number = number;
    }

    public FinancialYear Year { get; }

    public int Number { get; }

    public static AccountingPeriod Of(DateOnly day) =>
        new(FinancialYear.Of(day), day.Month >= 4 ? day.Month - 3 : day.Month + 9);

    public bool IsClosingPeriod => Number == 13;

    /// <summary>The last day on which it can be posted to: of the closing period the year's last.</summary>
    public DateOnly LastDay => IsClosingPeriod ? Year.LastDay : Days.LastDay!.Value;

    /// <summary>The month's days, both ends included.</summary>
    /// <exception cref="InvalidOperationException">The closing period has no days.</exception>
    public DateRange Days
    {
        get
        {
            if (IsClosingPeriod)
            {
                throw new InvalidOperationException($"{this} is a closing period and has no days.");
            }

            var first = Year.FirstDay.AddMonths(Number - 1);
            return new DateRange(first, first.AddMonths(1).AddDays(-1));
        }
    }

    /// <summary>The period after this one: P12 is followed by P01 of the next year.</summary>
    public AccountingPeriod Next => Number >= 12 ? new(new FinancialYear(Year.StartYear + 1), 1) : new(Year, Number + 1);

    /// <summary>Reads <c>2023/24-P01</c>.</summary>
    /// <exception cref="FormatException">The text is not a period.</exception>
    public static AccountingPeriod Parse(string text) =>
        TryParse(text, out var period) ? period : throw new FormatException($"'{text}' is not a period such as 2023/24-P01.");

    public static bool TryParse([NotNullWhen(true)] string? text, out AccountingPeriod period)
    {
        period = default;
        if (text is not { Length: 11 } || text[4] != '/' || text[7] != '-' || text[8] != 'P'
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var startYear)
            || !int.TryParse(text.AsSpan(5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var endYear)
            || !int.TryParse(text.AsSpan(9, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || endYear != (startYear + 1) % 100 || startYear is < EarliestYear or > LatestYear || number is < 1 or > 13)
        {
            return false;
        }

        period = new AccountingPeriod(new FinancialYear(startYear), number);
        return true;
    }

    public int CompareTo(AccountingPeriod other) => (Year.StartYear, Number).CompareTo((other.Year.StartYear, other.Number));

    public static bool operator <(AccountingPeriod left, AccountingPeriod right) => left.CompareTo(right) < 0;

    public static bool operator >(AccountingPeriod left, AccountingPeriod right) => left.CompareTo(right) > 0;

    public static bool operator <=(AccountingPeriod left, AccountingPeriod right) => left.CompareTo(right) <= 0;

    public static bool operator >=(AccountingPeriod left, AccountingPeriod right) => left.CompareTo(right) >= 0;

    /// <summary>As references of at most sixteen characters have it: <c>2324P01</c>.</summary>
    public string ToShortString() => string.Concat(ToString()[2..].Where(char.IsAsciiLetterOrDigit));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year}-P{Number:00}");
}
