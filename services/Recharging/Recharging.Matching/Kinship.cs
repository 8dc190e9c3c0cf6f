namespace Recharging.Matching;

/// <summary>Which open charges and free lines say the same in words, so that sums may be looked for among them.</summary>
internal sealed class Kinship
{
    // A word that more charges have than this brings nothing together.
    private const int Common = 500;

    private readonly Board _board;
    private readonly ILookup<int, int> _lines;
    private readonly ILookup<int, int> _entries;

    private Kinship(Board board, List<(int Entry, int Line)> kin)
    {
        _board = board;
        _lines = kin.ToLookup(pair => pair.Entry, pair => pair.Line);
        _entries = kin.ToLookup(pair => pair.Line, pair => pair.Entry);
        Entries = [.. kin.Select(pair => pair.Entry).Distinct()];
        Lines = [.. kin.Select(pair => pair.Line).Distinct()];
    }

    public IReadOnlyList<int> Entries { get; }

    public IReadOnlyList<int> Lines { get; }

    public static Kinship ByText(Board board, Evidence evidence)
    {
        var open = board.Open().FindAll(entry => board.Entries[entry].Amount.Pence != 0);
        var having = open.SelectMany(entry => evidence.Words(entry).Select(word => (word, entry))).ToLookup(pair => pair.word, pair => pair.entry);
        var kin = new List<(int Entry, int Line)>();
        foreach (var line in board.Free().Where(line => board.IsOfPeriod(line) && board.QuotesNothingHere(line) && !board.IsElsewhere(line)
            && board.Named(line) < 0 && !evidence.NamesAnother(line)))
        {
            var telling = evidence.LineWords(line).Where(having.Contains).OrderByDescending(evidence.Weight).Take(3);
            kin.AddRange(telling.Select(word => having[word]).Where(entries => entries.Take(Common + 1).Count() <= Common)
                .SelectMany(entries => entries).Distinct().OrderBy(entry => board.Entries[entry].StatementLine, StringComparer.Ordinal)
                .Where(entry => board.HasSignOf(entry, line) && board.MayBe(entry, line) && IsNear(board, entry, line)
                    && evidence.Text(entry, line) is TextSays.Alike)
                .Select(entry => (entry, line)));
        }

        return new Kinship(board, kin);
    }

    /// <summary>The free lines that could be parts of an open charge: less than it, and no charge of their own.</summary>
    public IReadOnlyList<int> PartsOf(int entry) =>
    [
        .. LinesOf(entry, smaller: true).Where(line => !EntriesOf(line, smaller: false).Any(other => _board.IsSameAmount(other, line)))
    ];

    /// <summary>The open charges that could be part of a free line: less than it, and posted by no line of their own.</summary>
    public IReadOnlyList<int> ChargesIn(int line) =>
    [
        .. EntriesOf(line, smaller: true).Where(entry => !LinesOf(entry, smaller: false).Any(other => _board.IsSameAmount(entry, other)))
    ];

    /// <summary>The free lines that go with an open charge; only those of less than its amount if so asked.</summary>
    public IReadOnlyList<int> LinesOf(int entry, bool smaller) => !_board.IsOpen(entry) ? [] :
    [
        .. _lines[entry].Where(line => _board.IsFree(line)
            && (!smaller || _board.Lines[line].Amount.Abs() < _board.Entries[entry].Amount.Abs()))
    ];

    /// <summary>The open charges that go with a free line; only those of less than its amount if so asked.</summary>
    public IReadOnlyList<int> EntriesOf(int line, bool smaller) => !_board.IsFree(line) ? [] :
    [
        .. _entries[line].Where(entry => _board.IsOpen(entry)
            && (!smaller || _board.Entries[entry].Amount.Abs() < _board.Lines[line].Amount.Abs()))
    ];

    /// <summary>All that hangs together, directly or through others.</summary>
    public IEnumerable<(List<int> Entries, List<int> Lines)> Families()
    {
        var union = new Union();
        foreach (var entry in Entries)
        {
            foreach (var line in LinesOf(entry, smaller: false))
            {
                union.Join((true, entry), (false, line));
            }
        }

        return Lines.Where(_board.IsFree).GroupBy(line => union.Root((false, line)))
            .Select(family => (family.SelectMany(line => EntriesOf(line, smaller: false)).Distinct().ToList(), family.ToList()));
    }

    private static bool IsNear(Board board, int entry, int line) =>
        Math.Abs(board.Lines[line].PostingDate.DayNumber - board.Entries[entry].PostingDate.DayNumber) <= board.Terms.WindowDays;
}
