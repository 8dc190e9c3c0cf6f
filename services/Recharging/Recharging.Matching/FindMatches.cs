namespace Recharging.Matching;

/// <summary>
/// Finds a statement's charges in one council's ledger by the agreement's rules in their order: see the README beside this. Each
/// line is used once at most, the order in which entries and lines come changes nothing, and what is not sure is only proposed.
/// </summary>
public static class FindMatches
{
    public static Findings Of(ToMatch input)
    {
        var board = Exact(input);
        var rules = input.Terms.Rules;
        if (board.Open() is { Count: > 0 } && board.Free() is { Count: > 0 })
        {
            var evidence = new Evidence(board);
            Climb(board, evidence, rules, ByReference.Match, Pairs.Match, Groups.Match);
            Climb(board, evidence, rules, (_, _, _) => { }, Pairs.Propose, Groups.Propose);
        }

        return board.Findings(LookAlikes.Of(board));
    }

    /// <summary>The first pass alone. Of a charge it needs what quotes it, and the same of charges with almost its reference.</summary>
    internal static Board Exact(ToMatch input)
    {
        var board = new Board(input);
        if (input.Terms.Rules.Contains(MatchRule.ExactReference))
        {
            ByReference.MatchWhatIsExact(board);
        }

        return board;
    }

    private delegate void Rung(Board board, Evidence evidence, IReadOnlyList<MatchRule> rules);

    // Rules that look for one line each are weighed together, so that the best of them wins and not the first; so are sums.
    private static void Climb(Board board, Evidence evidence, IReadOnlyList<MatchRule> rules, Rung references, Rung pairs, Rung groups)
    {
        for (var at = 0; at < rules.Count;)
        {
            var kind = Kind(rules[at]);
            var together = rules.Skip(at).TakeWhile(next => Kind(next) == kind).ToList();
            (kind switch { 0 => references, 1 => pairs, _ => groups })(board, evidence, together);
            at += together.Count;
        }
    }

    private static int Kind(MatchRule rule) => rule.IsPair() ? 1 : rule.IsGroup() ? 2 : 0;
}
