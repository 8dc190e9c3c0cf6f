using Values;

namespace Recharging.Matching;

/// <summary>
/// Several lines for one charge, one for several, several for several. Sums are looked for among what belongs together only: the same
/// text with the same document, day or charge. What happens to add up among strangers is no match.
/// </summary>
internal static class Groups
{
    /// <summary>Matches the sums of all that belongs together, where only one reading fits.</summary>
    public static void Match(Board board, Evidence evidence, IReadOnlyList<MatchRule> rules)
    {
        var kin = Kinship.ByText(board, evidence);
        foreach (var rule in rules)
        {
            Decide(board, evidence, rule switch
            {
                MatchRule.PartsOfOne => PartsOfOne(board, kin),
                MatchRule.OneForSeveral => OneForSeveral(board, kin),
                MatchRule.SeveralForSeveral => SeveralForSeveral(board, kin),
                _ => []
            });
        }
    }

    /// <summary>Proposes the sums that an officer should look at: of some of what belongs together, or with nothing but place and amount.</summary>
    public static void Propose(Board board, Evidence evidence, IReadOnlyList<MatchRule> rules)
    {
        var kin = Kinship.ByText(board, evidence);
        if (rules.Contains(MatchRule.SubsetSum))
        {
            Offer(board, evidence, Subsets(board, kin));
        }

        if (rules.Contains(MatchRule.PartsOfOne))
        {
            Offer(board, evidence, Neighbours.WholeDocuments(board, evidence));
        }

        if (rules.Contains(MatchRule.OneForSeveral))
        {
            Offer(board, evidence, Neighbours.Runs(board, evidence));
            Offer(board, evidence, Neighbours.OfOnePlace(board, evidence));
        }
    }

    internal static decimal ScoreOfAll => 0.995m;

    private static List<Group> PartsOfOne(Board board, Kinship kin) =>
        kin.Entries.SelectMany(entry => Distinct(kin.PartsOf(entry), lines =>
            lines.GroupBy(line => board.Lines[line].Key.DocRef).Select(same => same.ToList())
                .Concat(lines.GroupBy(line => board.Lines[line].PostingDate).Select(same => same.ToList()))
                .Append([.. lines])
                .Where(same => same.Count > 1 && same.Sum(line => board.Lines[line].Amount) == board.Entries[entry].Amount))
            .Select(lines => new Group(MatchRule.PartsOfOne, [entry], lines, ScoreOfAll))).ToList();

    private static List<Group> OneForSeveral(Board board, Kinship kin) =>
        kin.Lines.SelectMany(line => Distinct(kin.ChargesIn(line), entries =>
            entries.GroupBy(entry => (board.Entries[entry].PostingDate, board.Entries[entry].Text)).Select(same => same.ToList())
                .Concat(entries.GroupBy(entry => board.Entries[entry].Text).Select(same => same.ToList()))
                .Append([.. entries])
                .Where(same => same.Count > 1 && same.Sum(entry => board.Entries[entry].Amount) == board.Lines[line].Amount))
            .Select(entries => new Group(MatchRule.OneForSeveral, entries, [line], ScoreOfAll))).ToList();

    private static List<Group> SeveralForSeveral(Board board, Kinship kin) =>
        kin.Families().Where(family => family.Entries.Count > 1 && family.Lines.Count > 1
            && family.Lines.Select(line => board.Lines[line].Key.DocRef).Distinct().Count() == 1
            && family.Entries.Sum(entry => board.Entries[entry].Amount) == family.Lines.Sum(line => board.Lines[line].Amount)
            && !family.Entries.Exists(entry => family.Lines.Exists(line => board.IsSameAmount(entry, line))))
            .Select(family => new Group(MatchRule.SeveralForSeveral, family.Entries, family.Lines, 0.99m)).ToList();

    private static List<Group> Subsets(Board board, Kinship kin) =>
    [
        .. kin.Entries.Select(entry => (entry, lines: kin.LinesOf(entry, smaller: true)))
            .Where(pool => pool.lines.Count > 1 && pool.lines.Count <= board.Terms.MostInASum)
            .Select(pool => (pool, cover: SubsetSum.Find(
                [.. pool.lines.Select(line => board.Lines[line].Amount.Abs().Pence)], board.Entries[pool.entry].Amount.Abs().Pence)))
            .Where(found => found.cover.Exists)
            .Select(found => new Group(
                MatchRule.SubsetSum, [found.pool.entry], [.. found.cover.Items.Select(at => found.pool.lines[at])],
                found.cover.IsOnly ? 0.9m : 0.3m) { HasSeveralCovers = !found.cover.IsOnly }),
        .. kin.Lines.Select(line => (line, entries: kin.EntriesOf(line, smaller: true)))
            .Where(pool => pool.entries.Count > 1 && pool.entries.Count <= board.Terms.MostInASum)
            .Select(pool => (pool, cover: SubsetSum.Find(
                [.. pool.entries.Select(entry => board.Entries[entry].Amount.Abs().Pence)], board.Lines[pool.line].Amount.Abs().Pence)))
            .Where(found => found.cover.Exists)
            .Select(found => new Group(
                MatchRule.SubsetSum, [.. found.cover.Items.Select(at => found.pool.entries[at])], [found.pool.line],
                found.cover.IsOnly ? 0.9m : 0.3m) { HasSeveralCovers = !found.cover.IsOnly })
    ];

    private static IEnumerable<List<int>> Distinct(IReadOnlyList<int> items, Func<IReadOnlyList<int>, IEnumerable<List<int>>> choices) =>
        choices(items).DistinctBy(choice => string.Join(',', choice));

    // Whatever is claimed twice is nobody's.
    private static void Decide(Board board, Evidence evidence, List<Group> groups)
    {
        var (entries, lines) = (groups.SelectMany(group => group.Entries).CountBy(at => at).ToDictionary(), 
            groups.SelectMany(group => group.Lines).CountBy(at => at).ToDictionary());
        foreach (var group in groups.Where(group => group.Entries.All(at => entries[at] == 1) && group.Lines.All(at => lines[at] == 1)))
        {
            board.Match(group.Found(board, evidence, isAutomatic: true, runnerUp: null, cluster: 0), [.. group.Entries], [.. group.Lines]);
        }
    }

    private static void Offer(Board board, Evidence evidence, List<Group> groups)
    {
        foreach (var group in groups.OrderByDescending(group => group.Score))
        {
            if (group.Entries.All(board.IsOpen) && group.Lines.All(board.IsFree))
            {
                var rivals = groups.FindAll(other => other != group
                    && (other.Entries.Intersect(group.Entries).Any() || other.Lines.Intersect(group.Lines).Any()));
                var score = decimal.Round(group.Score / (1 + rivals.Count), 4, MidpointRounding.ToEven);
                var runnerUp = rivals is [var next, ..] ? new RunnerUp(next.Name(board), score) : null;
                board.Propose(
                    (group with { Score = score }).Found(board, evidence, isAutomatic: false, runnerUp, board.NextCluster),
                    [.. group.Entries], [.. group.Lines]);
            }
        }
    }
}
