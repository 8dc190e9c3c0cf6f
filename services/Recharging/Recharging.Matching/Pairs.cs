namespace Recharging.Matching;

/// <summary>
/// One charge, one line: every pair that could be is weighed, and of each set of pairs that exclude each other the best choice
/// altogether is taken, the same whoever comes first.
/// </summary>
internal static class Pairs
{
    // A pair so much weaker than the best of its charge and of its line is no reason to weigh the two together.
    private const double Hopeless = 6;

    // A score so little below the best is no telling.
    private const double AsLikely = 0.1;
    private const int MostAsLikely = 5;

    /// <summary>Matches the pairs that are sure.</summary>
    public static void Match(Board board, Evidence evidence, IReadOnlyList<MatchRule> rules)
    {
        foreach (var pair in Best(board, evidence, rules).Where(pair => pair.IsSure(board.Terms)))
        {
            board.Match(Found(board, evidence, pair), [pair.Pair.Entry], [pair.Pair.Line]);
        }
    }

    /// <summary>Proposes the pairs that an officer should look at, and with each the charges that are as likely.</summary>
    public static void Propose(Board board, Evidence evidence, IReadOnlyList<MatchRule> rules)
    {
        var first = board.NextCluster;
        var best = Best(board, evidence, rules).Where(pair => !pair.Pair.IsAgainst && (decimal)pair.Score >= board.Terms.ProposedFrom
            && board.IsOpen(pair.Pair.Entry) && board.IsFree(pair.Pair.Line)).Select(pair => pair with { Cluster = first + pair.Cluster }).ToList();
        foreach (var pair in best)
        {
            Propose(board, evidence, pair);
        }

        foreach (var pair in best.SelectMany(pair => pair.Alike))
        {
            if (board.IsOpen(pair.Pair.Entry))
            {
                Propose(board, evidence, pair with { Cluster = first + pair.Cluster });
            }
        }
    }

    private static void Propose(Board board, Evidence evidence, Weighed pair) =>
        board.Propose(Found(board, evidence, pair) with { IsAutomatic = false }, [pair.Pair.Entry], [pair.Pair.Line]);

    private static List<Weighed> Best(Board board, Evidence evidence, IReadOnlyList<MatchRule> rules)
    {
        var candidates = Candidates.Of(board, evidence, rules);
        return Components(Hopeful(candidates.Pairs))
            .SelectMany((component, at) => Decide(component, board.Terms.MostAlike).Select(pair => Weigh(pair, candidates, at))).ToList();
    }

    /// <param name="Alike">The other charges that its line is as likely to be.</param>
    private sealed record Weighed(Pair Pair, double Score, (Pair Pair, double Score)? Next, int Cluster, IReadOnlyList<Weighed> Alike)
    {
        public bool IsSure(MatchingTerms terms) =>
            Pair is { IsBorneOut: true, IsAgainst: false } && (decimal)Score >= terms.AutomaticFrom && Score - (Next?.Score ?? 0) >= 0.5;
    }

    private static List<Pair> Hopeful(IReadOnlyList<Pair> pairs)
    {
        var best = new Dictionary<(bool, int), double>();
        foreach (var pair in pairs)
        {
            foreach (var end in new[] { (true, pair.Entry), (false, pair.Line) })
            {
                best[end] = Math.Max(best.GetValueOrDefault(end, double.NegativeInfinity), pair.Weight);
            }
        }

        return pairs.Where(pair => pair.Weight > 0
            && pair.Weight >= Math.Max(best[(true, pair.Entry)], best[(false, pair.Line)]) - Hopeless).ToList();
    }

    private static List<IReadOnlyList<Pair>> Components(List<Pair> pairs)
    {
        var union = new Union();
        foreach (var pair in pairs)
        {
            union.Join((true, pair.Entry), (false, pair.Line));
        }

        return pairs.GroupBy(pair => union.Root((true, pair.Entry))).Select(group => (IReadOnlyList<Pair>)group.ToList()).ToList();
    }

    private static IEnumerable<Pair> Decide(IReadOnlyList<Pair> pairs, int mostAlike)
    {
        if (pairs.Count == 1)
        {
            return pairs;
        }

        var entries = pairs.Select(pair => pair.Entry).Distinct().ToList();
        var lines = pairs.Select(pair => pair.Line).Distinct().ToList();
        if (Math.Max(entries.Count, lines.Count) > mostAlike)
        {
            return pairs.OrderByDescending(pair => pair.Weight)
                .Select(pair => pair with { IsBorneOut = false });
        }

        var weights = new double[entries.Count, lines.Count];
        var by = new Dictionary<(int, int), Pair>(pairs.Count);
        var (rows, columns) = (Positions(entries), Positions(lines));
        foreach (var pair in pairs)
        {
            weights[rows[pair.Entry], columns[pair.Line]] = pair.Weight;
            by[(rows[pair.Entry], columns[pair.Line])] = pair;
        }

        return BestAssignment.Of(weights).Index().Where(row => row.Item >= 0).Select(row => by[(row.Index, row.Item)]).ToList();
    }

    private static Dictionary<int, int> Positions(List<int> items) => items.Index().ToDictionary(item => item.Item, item => item.Index);

    // Its share of all that the charge, or the line, could be: the less certain of the two.
    private static Weighed Weigh(Pair pair, Candidates candidates, int cluster)
    {
        var score = candidates.Probability(pair);
        var others = candidates.Of(pair).Where(other => other != pair).Select(other => (Pair: other, Score: candidates.Probability(other)))
            .OrderByDescending(other => other.Score).ToList();
        return new Weighed(pair, score, others is [var next, ..] ? next : null, cluster,
        [
            .. others.TakeWhile(other => score - other.Score < AsLikely).Where(other => other.Pair.Line == pair.Line && !other.Pair.IsAgainst && other.Score >= AsLikely)
                .Take(MostAsLikely).Select(other => new Weighed(other.Pair, other.Score, (pair, score), cluster, []))
        ]);
    }

    private static Finding Found(Board board, Evidence evidence, Weighed weighed)
    {
        var (pair, entry) = (weighed.Pair, board.Entries[weighed.Pair.Entry]);
        return new Finding
        {
            Rule = pair.Rule,
            IsAutomatic = weighed.IsSure(board.Terms),
            Entries = [entry],
            Lines = [board.Lines[pair.Line]],
            Score = Rounded(weighed.Score),
            RunnerUp = weighed.Next is not var (other, score) ? null
                : new RunnerUp(
                    other.Entry == pair.Entry ? Explanation.Name(board.Lines[other.Line]) : board.Entries[other.Entry].StatementLine,
                    Rounded(score)),
            Signals = evidence.Signals(pair.Entry, pair.Line, pair.Rule),
            Cluster = weighed.Cluster
        };
    }

    private static decimal Rounded(double score) => decimal.Round((decimal)score, 4, MidpointRounding.ToEven);
}
