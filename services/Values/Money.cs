using System.Globalization;

namespace Values;

/// <summary>An exact amount of pounds sterling in whole pence; negative when owed the other way.</summary>
public readonly record struct Money(long Pence) : IComparable<Money>
{
    public static Money Zero => default;

    /// <summary>Pounds with at most two decimals.</summary>
    /// <exception cref="ArgumentException">More than two decimals: the caller must name a rounding, see <see cref="RoundHalfUp"/>.</exception>
    public static Money Pounds(decimal pounds)
    {
        var pence = pounds * 100;
        return pence == decimal.Truncate(pence)
            ? new Money(decimal.ToInt64(pence))
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"£{pounds} has a part of a penny. Name a rounding."), nameof(pounds));
    }

    /// <summary>Pounds of any precision to the nearest penny; half a penny goes away from zero.</summary>
    public static Money RoundHalfUp(decimal pounds) =>
        new(decimal.ToInt64(decimal.Round(pounds * 100, 0, MidpointRounding.AwayFromZero)));

    /// <summary>The amount in pounds, two decimals.</summary>
    public decimal InPounds => Pence / 100m;

    public bool IsNegative => Pence < 0;

    public int CompareTo(Money other) => Pence.CompareTo(other.Pence);

    public Money Abs() => new(Math.Abs(Pence));

    public static Money operator +(Money left, Money right) => new(checked(left.Pence + right.Pence));

    public static Money operator -(Money left, Money right) => new(checked(left.Pence - right.Pence));

    public static Money operator -(Money amount) => new(checked(-amount.Pence));

    public static bool operator <(Money left, Money right) => left.Pence < right.Pence;

    public static bool operator >(Money left, Money right) => left.Pence > right.Pence;

    public static bool operator <=(Money left, Money right) => left.Pence <= right.Pence;

    public static bool operator >=(Money left, Money right) => left.Pence >= right.Pence;

    /// <summary>As an officer reads it: <c>£1,234.56</c>, <c>−£0.01</c>.</summary>
    public override string ToString() =>
        (IsNegative ? "−£" : "£") + Math.Abs(InPounds).ToString("N2", CultureInfo.InvariantCulture);
}

public static class MoneySums
{
    /// <summary>The sum of the amounts, zero for none.</summary>
    public static Money Sum(this IEnumerable<Money> amounts) =>
        amounts.Aggregate(Money.Zero, (total, amount) => total + amount);

    /// <summary>The sum over the items of what <paramref name="amount"/> says of each.</summary>
    public static Money Sum<T>(this IEnumerable<T> items, Func<T, Money> amount) =>
        items.Select(amount).Sum();
}
