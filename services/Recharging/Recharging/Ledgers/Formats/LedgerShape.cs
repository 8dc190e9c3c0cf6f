using ServiceDefaults.Files;

namespace Recharging.Ledgers;

/// <summary>How a ledger file is cut: by its separator, or by positions where its format has such or its first line shows it.</summary>
internal static class LedgerShape
{
    // A text of a fixed line may hold commas; a header of any format has more of them.
    private const int LeastFields = 8;

    /// <param name="declared">The format that the sender declares, if any.</param>
    public static ShapeOf Of(LedgerFormat? declared) => firstLine =>
    {
        if (declared is { IsFixed: true })
        {
            return RecordShape.WholeLine;
        }

        var shape = RecordShape.Of(firstLine, out var separators);
        return declared is null && separators < LeastFields && IsFixedLine(firstLine) ? RecordShape.WholeLine : shape;
    };

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
