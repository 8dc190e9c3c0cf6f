using System.Numerics;
using Values;

namespace Recharging.Engine;

/// <summary>An exact number of pounds: a month's share of a year rarely ends after any number of decimals.</summary>
public readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
{
    private const int ShownDecimals = 12;

    public static Fraction Zero => new(0, 1);

    public static Fraction Of(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var digits = ((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (uint)bits[0];
        return new Fraction(value < 0 ? -digits : digits, BigInteger.Pow(10, (bits[3] >> 16) & 0xFF));
    }

    public static Fraction operator +(Fraction left, Fraction right)
    {
        var common = BigInteger.GreatestCommonDivisor(left.Denominator, right.Denominator);
        var (ours, theirs) = (right.Denominator / common, left.Denominator / common);
        return new Fraction((left.Numerator * ours) + (right.Numerator * theirs), left.Denominator * ours);
    }

    public static Fraction operator *(Fraction left, Fraction right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    /// <exception cref="DivideByZeroException">By nothing.</exception>
    public static Fraction operator /(Fraction left, int right) =>
        right > 0 ? new(left.Numerator, left.Denominator * right) : throw new DivideByZeroException();

    /// <summary>To the nearest penny; half a penny goes away from zero.</summary>
    public Money RoundHalfUp()
    {
        var twice = BigInteger.Abs(Numerator) * 200;
        var pence = (twice + Denominator) / (Denominator * 2);
        return new Money((long)(Numerator.Sign < 0 ? -pence : pence));
    }

    /// <summary>As near as an explanation shows it.</summary>
    public decimal ToDecimal() => (decimal)(Numerator * BigInteger.Pow(10, ShownDecimals) / Denominator) / 1_000_000_000_000m;
}
