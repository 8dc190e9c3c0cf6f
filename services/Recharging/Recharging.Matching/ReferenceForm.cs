using System.Globalization;
using Values;

namespace Recharging.Matching;

/// <summary>How references are written: ours are <c>ST2324P02-077</c>, of the statement of 2023/24-P02.</summary>
public static class ReferenceForm
{
    private const int Least = 8;
    private const int LeastDigits = 4;
    private static readonly char[] Marks = [.. Enumerable.Range(' ', 95).Select(code => (char)code).Where(mark => !char.IsAsciiLetterOrDigit(mark))];

    /// <summary>Letters and digits alone, in capitals, and what is taken for a digit as that digit: O for nought, I and L for one.</summary>
    public static string Plain(string text)
    {
        Span<char> plain = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        var length = 0;
        foreach (var character in text)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                plain[length++] = char.ToUpperInvariant(character) switch { 'O' => '0', 'I' or 'L' => '1', var other => other };
            }
        }

        return new string(plain[..length]);
    }

    /// <summary>Long enough to be known again when it is written otherwise or stands among other letters.</summary>
    public static bool IsTelling(string plain) => plain.Length >= Least && plain.Count(char.IsAsciiDigit) >= LeastDigits;

    /// <summary>The periods of the statements whose references the words have, wherever in them and however written.</summary>
    public static IEnumerable<AccountingPeriod> PeriodsIn(string words)
    {
        if (words.Length < Least)
        {
            yield break;
        }

        var marked = string.Join('-', words.Split(Marks, StringSplitOptions.RemoveEmptyEntries).Select(Plain));
        for (var at = marked.IndexOf("ST", StringComparison.Ordinal); at >= 0; at = marked.IndexOf("ST", at + 1, StringComparison.Ordinal))
        {
            if (PeriodAt(marked, at + 2) is { } period)
            {
                yield return period;
            }
        }
    }

    /// <summary>What all references of a period's statement begin with, plainly.</summary>
    public static string StemOf(AccountingPeriod period) => string.Create(
        CultureInfo.InvariantCulture, $"ST{period.Year.StartYear % 100:00}{(period.Year.StartYear + 1) % 100:00}P{period.Number:00}");

    // 2324P02, and a number that stands after a mark or else ends in none.
    private static AccountingPeriod? PeriodAt(string marked, int at)
    {
        if (marked.Length < at + 8 || marked[at + 4] != 'P'
            || !int.TryParse(marked.AsSpan(at, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var years)
            || !int.TryParse(marked.AsSpan(at + 5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var isMarked = marked[at + 7] == '-';
        var end = isMarked ? at + 8 : at + 7;
        var digits = marked.AsSpan(end).IndexOfAnyExceptInRange('0', '9') is >= 0 and var length ? length : marked.Length - end;
        var goesOn = !isMarked && end + digits + 1 < marked.Length && marked[end + digits] == '-' && char.IsAsciiDigit(marked[end + digits + 1]);
        return digits > 0 && !goesOn && (years / 100 + 1) % 100 == years % 100 && number is >= 1 and <= 13
            ? new AccountingPeriod(new FinancialYear(2000 + years / 100), number)
            : null;
    }
}
