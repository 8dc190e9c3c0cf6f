using System.Globalization;
using Values;

namespace Recharging.Matching;

/// <summary>Two amounts that differ in two neighbouring digits only, each in the other's place.</summary>
internal static class SwappedDigits
{
    public static bool Are(Money posted, Money expected)
    {
        var digits = Math.Max(posted.Abs().Pence, expected.Abs().Pence).ToString(CultureInfo.InvariantCulture).Length;
        var (wrong, right) = (Digits(posted, digits), Digits(expected, digits));
        var at = Enumerable.Range(0, digits).FirstOrDefault(place => wrong[place] != right[place], -1);
        return at >= 0 && at + 1 < digits && wrong[at] == right[at + 1] && wrong[at + 1] == right[at]
            && wrong.AsSpan(at + 2).SequenceEqual(right.AsSpan(at + 2));
    }

    private static string Digits(Money amount, int digits) =>
        amount.Abs().Pence.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
}
