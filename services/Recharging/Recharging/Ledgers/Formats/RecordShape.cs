using System.Text;

namespace Recharging.Ledgers.Formats;

/// <summary>How a file's records are cut into fields: at a separator, outside quotes; or not at all, where positions are fixed.</summary>
public readonly record struct RecordShape(byte Separator, bool HasQuotes)
{
    public static readonly RecordShape Comma = new((byte)',', HasQuotes: true);

    /// <summary>The line is one field, and its positions say the rest.</summary>
    public static readonly RecordShape WholeLine = new((byte)'\n', HasQuotes: false);

    private static ReadOnlySpan<byte> Separators => ",;|\t"u8;

    /// <summary>By the format that the sender declares, or by the first line: the separator that it has most of, a comma if it has none.</summary>
    public static RecordShape Of(LedgerFormat? declared, ReadOnlySpan<byte> firstLine)
    {
        if (declared is { IsFixed: true })
        {
            return WholeLine;
        }

        Span<int> counts = stackalloc int[Separators.Length];
        var isQuoted = false;
        foreach (var letter in firstLine)
        {
            isQuoted ^= letter == (byte)'"';
            if (!isQuoted && Separators.IndexOf(letter) is >= 0 and var at)
            {
                counts[at]++;
            }
        }

        var most = 0;
        for (var at = 1; at < counts.Length; at++)
        {
            most = counts[at] > counts[most] ? at : most;
        }

        return declared is null && counts[most] < LeastFields && IsFixedLine(firstLine)
            ? WholeLine
            : new RecordShape(Separators[most], HasQuotes: true);
    }

    // A text of a fixed line may hold commas; a header of any format has more of them.
    private const int LeastFields = 8;

    private static bool IsFixedLine(ReadOnlySpan<byte> line)
    {
        foreach (var format in LedgerFormat.All)
        {
            if (format.Fits(line))
            {
                return true;
            }
        }

        return false;
    }
}
