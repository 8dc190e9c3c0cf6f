using Values;

namespace Recharging.Matching;

/// <summary>Sums of what stands side by side, where no text says more: proposed only, and only where one reading fits.</summary>
internal static class Neighbours
{
    private const int MostInARun = 8;
    private const int MostInAPlace = 8;

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

    /// <summary>Open charges of one day that follow each other on the statement and come to one free line, credits among them too.</summary>
    public static List<Group> Runs(Board board, Evidence evidence)
    {
        var lines = board.Free().Where(line => IsFreeOfReference(board, evidence, line)).ToLookup(line => board.Lines[line].Amount.Pence);
        var open = board.Open().FindAll(entry => board.Entries[entry].Amount.Pence != 0);
        var groups = new List<Group>();
        for (var from = 0; from < open.Count; from++)
        {
            var sum = board.Entries[open[from]].Amount;
            for (var to = from + 1; to < Math.Min(open.Count, from + MostInARun)
                && board.Entries[open[to]].PostingDate == board.Entries[open[from]].PostingDate; to++)
            {
                sum += board.Entries[open[to]].Amount;
                var run = open.GetRange(from, to - from + 1);
                groups.AddRange(lines[sum.Pence].Where(line => run.TrueForAll(entry => MayBeIn(board, evidence, entry, line)))
                    .Select(line => new Group(MatchRule.OneForSeveral, run, [line], 0.8m)));
            }
        }

        return groups;
    }

    /// <summary>Open charges of one day and cost centre that come to one free line of that cost centre, whatever the texts say.</summary>
    public static List<Group> OfOnePlace(Board board, Evidence evidence)
    {
        var lines = board.Free().Where(line => IsFreeOfReference(board, evidence, line))
            .SelectMany(line => CostCentres(board.Lines[line].Coding.Select(place => place.CostCentre)).Select(centre => (centre, line)))
            .ToLookup(place => (place.centre, board.Lines[place.line].Amount.Pence), place => place.line);
        var pools = board.Open().Where(entry => board.Entries[entry].Amount.Pence != 0)
            .SelectMany(entry => CostCentres(board.Entries[entry].Coding.Select(place => place.CostCentre)).Select(centre => (centre, entry)))
            .GroupBy(place => (place.centre, board.Entries[place.entry].PostingDate), place => place.entry);
        return pools.Select(pool => (pool.Key.centre, entries: pool.ToList())).Where(pool => pool.entries.Count is > 1 and <= MostInAPlace)
            .SelectMany(pool => Choices(pool.entries).GroupBy(choice => choice.Sum(entry => board.Entries[entry].Amount.Pence))
                .SelectMany(same => lines[(pool.centre, same.Key)].Select(line => (line, choices: same.ToList())))
                .Where(found => found.choices[0].TrueForAll(entry => board.MayBe(entry, found.line) && IsNear(board, entry, found.line)))
                .Select(found => new Group(
                    MatchRule.OneForSeveral, found.choices[0], [found.line], found.choices[0].Count == pool.entries.Count ? 0.7m : 0.4m)
                { HasSeveralCovers = found.choices.Count > 1 }))
            .ToList();
    }

    private static IEnumerable<List<int>> Choices(List<int> entries) =>
        Enumerable.Range(1, (1 << entries.Count) - 1).Where(choice => System.Numerics.BitOperations.PopCount((uint)choice) > 1)
            .OrderByDescending(choice => System.Numerics.BitOperations.PopCount((uint)choice))
            .Select(choice => entries.Where((_, at) => (choice >> at & 1) == 1).ToList());

    private static IEnumerable<string> CostCentres(IEnumerable<string?> centres) => centres.OfType<string>().Distinct(StringComparer.Ordinal);

    private static bool IsFreeOfReference(Board board, Evidence evidence, int line) =>
        board.IsOfPeriod(line) && board.QuotesNothingHere(line) && !board.IsElsewhere(line) && !evidence.NamesAnother(line);

    private static bool Fits(Board board, Evidence evidence, int entry, int line) =>
        board.HasSignOf(entry, line) && MayBeIn(board, evidence, entry, line);

    private static bool MayBeIn(Board board, Evidence evidence, int entry, int line) =>
        board.MayBe(entry, line) && evidence.Text(entry, line) is not TextSays.Otherwise && IsNear(board, entry, line);

    private static bool IsNear(Board board, int entry, int line) =>
        Math.Abs(board.Lines[line].PostingDate.DayNumber - board.Entries[entry].PostingDate.DayNumber) <= board.Terms.WindowDays;
}
