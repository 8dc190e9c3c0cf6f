using System.Text;

namespace ServiceDefaults.Files;

/// <summary>How a file's records are cut into fields: at a separator, outside quotes; or not at all, where positions are fixed.</summary>
public readonly record struct RecordShape(byte Separator, bool HasQuotes)
{
    public static readonly RecordShape Comma = new((byte)',', HasQuotes: true);

    /// <summary>The line is one field, and its positions say the rest.</summary>
    public static readonly RecordShape WholeLine = new((byte)'\n', HasQuotes: false);

    private static ReadOnlySpan<byte> Separators => ",;|\t"u8;

    /// <summary>By the separator that the line has most of, a comma if it has none.</summary>
    public static RecordShape Of(ReadOnlySpan<byte> firstLine) => Of(firstLine, out _);

    /// <param name="separators">How many of it the line has.</param>
    public static RecordShape Of(ReadOnlySpan<byte> firstLine, out int separators)
    {
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

        separators = counts[most];
        return new RecordShape(Separators[most], HasQuotes: true);
    }

    /// <summary>What Excel reads in a line of its own before the header, such as <c>sep=;</c>.</summary>
    public static RecordShape? Declared(ReadOnlySpan<byte> line)
    {
        var said = line.TrimEnd("\r\n"u8).Trim((byte)'"');
        return said.Length > 4 && Ascii.EqualsIgnoreCase(said[..4], "sep="u8) && Separators.Contains(said[4])
            && !said[5..].ContainsAnyExcept(said[4], (byte)' ', (byte)'"')
                ? new RecordShape(said[4], HasQuotes: true) : null;
    }
}

/// <summary>Says of a file's first line how its records are cut.</summary>
public delegate RecordShape ShapeOf(ReadOnlySpan<byte> firstLine);
