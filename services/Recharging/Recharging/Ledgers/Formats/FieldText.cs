using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Recharging.Ledgers;

/// <summary>Reads days, amounts and numbers as ERPs write them.</summary>
internal static class FieldText
{
    private const int LongestField = 24;

    /// <summary>A day in one of the shapes.</summary>
    public static bool TryDay(ReadOnlySpan<byte> raw, string[] shapes, out DateOnly day)
    {
        day = default;
        Span<char> text = stackalloc char[LongestField];
        if (raw.Length is 0 or > LongestField)
        {
            return false;
        }

        text = text[..Encoding.UTF8.GetChars(raw, text)];
        foreach (var shape in shapes)
        {
            // The clock beside a day is midnight and means nothing.
            if (DateTime.TryParseExact(text, shape, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
            {
                day = DateOnly.FromDateTime(moment);
                return true;
            }
        }

        return false;
    }

    /// <summary>A number with leading noughts that fills its field.</summary>
    public static bool IsPaddedNumber(ReadOnlySpan<byte> raw, int? length) =>
        raw.Length == length && raw[0] == (byte)'0' && !raw.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    public static ReadOnlySpan<byte> WithoutDecimals(ReadOnlySpan<byte> raw)
    {
        var point = raw.IndexOf((byte)'.');
        return point > 0 && !raw[(point + 1)..].ContainsAnyExcept((byte)'0') ? raw[..point] : raw;
    }

    public static int? Int(ReadOnlySpan<byte> raw) =>
        Utf8Parser.TryParse(raw, out int number, out var read) && read == raw.Length ? number : null;

    /// <summary>An amount of either sign, its minus in front or behind.</summary>
    public static bool TrySigned(ReadOnlySpan<byte> raw, bool isPence, out decimal pounds)
    {
        pounds = 0;
        if (raw.Length is 0 or > LongestField)
        {
            return false;
        }

        var isBehind = raw[^1] == (byte)'-';
        var number = isBehind ? raw[..^1].TrimEnd((byte)' ') : raw;
        const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;
        if (!decimal.TryParse(number, isBehind ? Plain : Plain | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out pounds)
            || !HasWholeThousands(number))
        {
            return false;
        }

        pounds = (isBehind ? -pounds : pounds) / (isPence && !number.Contains((byte)'.') ? 100 : 1);
        return true;
    }

    // 1,234.56 but not 12,34.56 or 1234,56, which is another country's decimal comma.
    private static bool HasWholeThousands(ReadOnlySpan<byte> number)
    {
        var point = number.IndexOf((byte)'.');
        var whole = point < 0 ? number : number[..point];
        var digits = 0;
        for (var at = whole.Length - 1; at >= 0; at--)
        {
            if (whole[at] == (byte)',')
            {
                if (digits != 3)
                {
                    return false;
                }

                digits = 0;
            }
            else if (whole[at] is >= (byte)'0' and <= (byte)'9')
            {
                digits++;
            }
        }

        return !whole.Contains((byte)',') || digits is >= 1 and <= 3;
    }
}
