using Values;

namespace Recharging.Matching;

/// <summary>
/// Clean reversals: a line, and one of another document in the same period that says that it takes a posting back and has the same
/// amount the other way round. What is posted, taken back and posted again stands once.
/// </summary>
internal static class Reversals
{
    private static readonly string[] Sayings = ["revers", "storno", "storni", "cancel", "annul", "void"];

    public static bool SaysSo(ControlLine line) => line.Reverses is not null
        || line.Text is { } text && Array.Exists(Sayings, saying => text.Contains(saying, StringComparison.OrdinalIgnoreCase));

    /// <returns>By position: what was taken back, and by what. Each line is in one pair at most.</returns>
    public static IReadOnlyList<(int Line, int By)> Of(Board board)
    {
        var reversing = Enumerable.Range(0, board.Lines.Length).Where(line => board.Lines[line].Key.Part == 0 && SaysSo(board.Lines[line])
            && !ByReference.IsExact(board, line)).OrderBy(line => board.Lines[line].Key).ToList();
        if (reversing.Count == 0)
        {
            return [];
        }

        var (pairs, taken) = (new List<(int, int)>(), reversing.ToHashSet());
        var opposite = reversing.Select(line => Place(board.Lines[line], -board.Lines[line].Amount)).ToHashSet();
        var originals = Enumerable.Range(0, board.Lines.Length)
            .Where(line => !taken.Contains(line) && board.Lines[line].Key.Part == 0 && opposite.Contains(Place(board.Lines[line], board.Lines[line].Amount)))
            .ToLookup(line => Place(board.Lines[line], board.Lines[line].Amount));
        var expected = board.Entries.Select(entry => entry.Amount).ToHashSet();
        foreach (var by in reversing)
        {
            var reversal = board.Lines[by];
            var open = originals[Place(reversal, -reversal.Amount)]
                .Where(line => !taken.Contains(line) && board.Lines[line].Key.DocRef != reversal.Key.DocRef)
                .OrderBy(line => board.Lines[line].PostingDate).ThenBy(line => board.Lines[line].Key).ToList();
            if (Original(board, reversal, open, expected.Contains(reversal.Amount)) is >= 0 and var line)
            {
                pairs.Add((line, by));
                taken.Add(line);
            }
        }

        return pairs;
    }

    private static int Original(Board board, ControlLine reversal, List<int> open, bool mayBeACharge)
    {
        var named = open.FindAll(line => board.Lines[line].Key.DocRef is var document
            && (reversal.Reverses == document || reversal.Reverses is null && reversal.Text is { } text && IsWordIn(text, document)));
        var same = named.Count > 0 || reversal.Reverses is not null ? named
            : open.FindAll(line => reversal.ExternalLineId is not null && board.Lines[line].ExternalLineId == reversal.ExternalLineId);
        return same is [var first, ..] ? first
            : reversal.Reverses is null && reversal.ExternalLineId is null && !mayBeACharge && open is [var only] ? only
            : -1;
    }

    private static bool IsWordIn(string text, string document)
    {
        var at = text.IndexOf(document, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
            && (at + document.Length == text.Length || !char.IsLetterOrDigit(text[at + document.Length]));
    }

    private static (string, AccountingPeriod, Money) Place(ControlLine line, Money amount) => (line.Account, line.Period, amount);
}
