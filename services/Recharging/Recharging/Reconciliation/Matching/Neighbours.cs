using Values;

namespace Recharging.Reconciliation.Matching;

/// <summary>Sums of what stands side by side, where no text says more: proposed only, and only where one reading fits.</summary>
internal static class Neighbours
{
    private const int MostInARun = 8;

    /// <summary>Documents of which all free lines without a reference come to one open charge.</summary>
    public static List<Group> WholeDocuments(Board board, Evidence evidence)
    {
        var charges = board.Open().Where(entry => board.Entries[entry].Amount.Pence != 0).ToLookup(entry => board.Entries[entry].Amount.Pence);
        return board.Free().Where(line => IsFreeOfReference(board, evidence, line)).GroupBy(line => board.Lines[line].Key with { LineNo = 0 })
            .Where(document => document.Skip(1).Any())
            .SelectMany(document => charges[document.Sum(line => board.Lines[line].Amount).Pence]
                .Where(entry => document.All(line => Fits(board, evidence, entry, line)))
                .Select(entry => new Group(MatchRule.PartsOfOne, [entry], [.. document], 0.85m)))
            .ToList();
    }

    /// <summary>Open charges of one day that follow each other on the statement and come to one free line.</summary>
    public static List<Group> Runs(Board board, Evidence evidence)
    {
        var lines = board.Free().Where(line => IsFreeOfReference(board, evidence, line)).ToLookup(line => board.Lines[line].Amount.Pence);
        var open = board.Open().FindAll(entry => board.Entries[entry].Amount.Pence != 0);
        var groups = new List<Group>();
        for (var from = 0; from < open.Count; from++)
        {
            var sum = board.Entries[open[from]].Amount;
            for (var to = from + 1; to < Math.Min(open.Count, from + MostInARun)
                && board.Entries[open[to]].PostingDate == board.Entries[open[from]].PostingDate
                && board.Entries[open[to]].IsDebit == board.Entries[open[from]].IsDebit; to++)
            {
                sum += board.Entries[open[to]].Amount;
                var run = open.GetRange(from, to - from + 1);
                groups.AddRange(lines[sum.Pence].Where(line => run.TrueForAll(entry => Fits(board, evidence, entry, line)))
                    .Select(line => new Group(MatchRule.OneForSeveral, run, [line], 0.8m)));
            }
        }

        return groups;
    }

    private static bool IsFreeOfReference(Board board, Evidence evidence, int line) =>
        board.IsOfPeriod(line) && board.QuotesNothingHere(line) && !evidence.NamesAnother(line);

    private static bool Fits(Board board, Evidence evidence, int entry, int line) =>
        board.HasSignOf(entry, line) && board.MayBe(entry, line) && evidence.Text(entry, line) is not TextSays.Otherwise
        && Math.Abs(board.Lines[line].PostingDate.DayNumber - board.Entries[entry].PostingDate.DayNumber) <= board.Terms.WindowDays;
}
