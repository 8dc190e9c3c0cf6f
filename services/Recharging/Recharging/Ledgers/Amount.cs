using System.Globalization;

namespace Recharging.Ledgers;

/// <summary>Reads an amount of a ledger file, such as <c>1234.56</c>, and says what is wrong with it.</summary>
public static class Amount
{
    /// <summary>A penny less than a million million pounds: no ledger line is larger.</summary>
    public const long MostPence = 99_999_999_999_999;

    /// <summary>No sum of a batch is larger. What a line states beyond it is not counted, so that no sum overflows.</summary>
    public const decimal MostPounds = 9_999_999_999_999_999.99m;

    /// <summary>
    /// The rule that the text breaks, or null. <paramref name="pence"/> is nil for an empty text and wherever a rule is broken;
    /// <paramref name="stated"/> is what the text says, even of an amount that is refused, because the sender's totals count it.
    /// </summary>
    public static LedgerRule? Read(ReadOnlySpan<byte> text, out long pence, out decimal stated)
    {
        if (TryReadPence(text, out pence))
        {
            stated = pence / 100m;
            return null;
        }

        const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (!decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out stated))
        {
            return LedgerRule.NotAnAmount;
        }

        var isNegative = stated < 0;
        if (isNegative || stated > MostPence / 100m)
        {
            stated = Math.Abs(stated) > MostPounds ? 0 : stated;
            return isNegative ? LedgerRule.Negative : LedgerRule.TooLarge;
        }

        if (stated * 100 != decimal.Truncate(stated * 100))
        {
            return LedgerRule.PartsOfAPenny;
        }

        pence = decimal.ToInt64(stated * 100);
        return null;
    }

    private static bool TryReadPence(ReadOnlySpan<byte> text, out long pence)
    {
        pence = 0;
        var point = -1;
        for (var at = 0; at < text.Length; at++)
        {
            var digit = text[at] - '0';
            if ((uint)digit <= 9)
            {
                pence = pence * 10 + digit;
            }
            else if (text[at] == '.' && point < 0 && at > 0)
            {
                point = at;
            }
            else
            {
                pence = 0;
                return false;
            }
        }

        var decimals = point < 0 ? 0 : text.Length - point - 1;
        if (text.Length > 15 || decimals > 2 || (point >= 0 && decimals == 0))
        {
            pence = 0;
            return false;
        }

        pence *= decimals switch { 0 => 100, 1 => 10, _ => 1 };
        if (pence <= MostPence)
        {
            return true;
        }

        pence = 0;
        return false;
    }
}
