using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Values;

namespace Recharging.Reconciling;

/// <summary>What two councils agree balances for: a quarter of a financial year, or its end with the closing period.</summary>
/// <param name="Number">1 to 4; 5 is the year's end.</param>
public readonly record struct Quarter(FinancialYear Year, int Number)
{
    public bool IsYearEnd => Number == 5;

    /// <summary>The first of the months whose income and expenditure count.</summary>
    public AccountingPeriod FirstPeriod => new(Year, IsYearEnd ? 1 : (Number * 3) - 2);

    /// <summary>The last; of the year's end the closing period.</summary>
    public AccountingPeriod LastPeriod => new(Year, IsYearEnd ? 13 : Number * 3);

    /// <summary>The day of the balances.</summary>
    public DateOnly LastDay => LastPeriod.LastDay;

    /// <summary>All its periods, in order.</summary>
    public IReadOnlyList<AccountingPeriod> Periods
    {
        get
        {
            var year = Year;
            return [.. Enumerable.Range(FirstPeriod.Number, LastPeriod.Number - FirstPeriod.Number + 1)
                .Select(number => new AccountingPeriod(year, number))];
        }
    }

    /// <summary>As an address has it: <c>2023-24-Q1</c>, or <c>2023-24-YE</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? address, out Quarter quarter)
    {
        quarter = default;
        if (address is not { Length: 10 } || !AccountingPeriod.TryParse($"{address[..4]}/{address[5..7]}-P01", out var first)
            || address[4] != '-' || address[7] != '-')
        {
            return false;
        }

        var number = address[8..] is "YE" ? 5 : address[8] is 'Q' && address[9] is >= '1' and <= '4' ? address[9] - '0' : 0;
        quarter = new Quarter(first.Year, number);
        return number > 0;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Year}-{(IsYearEnd ? "YE" : $"Q{Number}")}").Replace('/', '-');
}
