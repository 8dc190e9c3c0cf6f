using System.Globalization;

namespace Values;

/// <summary>A local authority's financial year, 1 April to 31 March, named by both calendar years: <c>2023/24</c>.</summary>
public readonly record struct FinancialYear(int StartYear) : IComparable<FinancialYear>
{
    public static FinancialYear Of(DateOnly day) => new(day.Month >= 4 ? day.Year : day.Year - 1);

    public DateOnly FirstDay => new(StartYear, 4, 1);

    /// <summary>Included.</summary>
    public DateOnly LastDay => new(StartYear + 1, 3, 31);

    public DateRange Days => new(FirstDay, LastDay);

    /// <summary>The twelve monthly periods, April first.</summary>
    public IEnumerable<AccountingPeriod> Periods
    {
        get
        {
            var year = this;
            return Enumerable.Range(1, 12).Select(number => new AccountingPeriod(year, number));
        }
    }

    public int CompareTo(FinancialYear other) => StartYear.CompareTo(other.StartYear);

    public static bool operator <(FinancialYear left, FinancialYear right) => left.StartYear < right.StartYear;

    public static bool operator >(FinancialYear left, FinancialYear right) => left.StartYear > right.StartYear;

    public static bool operator <=(FinancialYear left, FinancialYear right) => left.StartYear <= right.StartYear;

    public static bool operator >=(FinancialYear left, FinancialYear right) => left.StartYear >= right.StartYear;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{StartYear:0000}/{(StartYear + 1) % 100:00}");
}
