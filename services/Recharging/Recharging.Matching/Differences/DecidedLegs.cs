using Values;

namespace Recharging.Matching.Differences;

/// <summary>What an officer found for one statement line in one ledger.</summary>
/// <param name="Rest">What its lines come to beyond what should be there; explained by <paramref name="ReasonCode"/> where it is given.</param>
public sealed record DecidedLeg(Leg Leg, Money Rest, string? ReasonCode, ReconciliationRecord.Decided Trace)
{
    /// <summary>More is in the ledger than should be.</summary>
    public bool IsOver => Leg.Lines.Sum(line => line.Amount) is var posted && posted.Abs() > (posted - Rest).Abs();
}

/// <summary>Turns matches by hand into what each statement line has in each ledger, so that all else is worked out as ever.</summary>
public sealed class DecidedLegs
{
    private readonly Dictionary<(string Council, string StatementLine), DecidedLeg> _legs = [];
    private readonly HashSet<LedgerLineKey> _lines = [];

    public DecidedLegs(
        OfficersDecisions decisions, IEnumerable<ExpectedEntry> entries, IEnumerable<ControlLine> lines)
    {
        if (decisions.Matches.Count == 0)
        {
            return;
        }

        var expected = entries.ToDictionary(entry => (entry.Council, entry.StatementLine));
        var posted = lines.ToDictionary(line => line.Key);
        foreach (var match in decisions.Matches)
        {
            var sought = match.StatementLines.Where(line => expected.ContainsKey((match.Council, line)))
                .Select(line => expected[(match.Council, line)]).ToList();
            var found = match.Lines.Where(posted.ContainsKey).Select(key => posted[key]).ToList();
            if (sought.Count > 0 && found.Count > 0)
            {
                _lines.UnionWith(match.Lines);
                Share(match, sought, found);
            }
        }
    }

    public DecidedLeg? Find(ExpectedEntry entry) => _legs.GetValueOrDefault((entry.Council, entry.StatementLine));

    public bool Uses(ControlLine line) => _lines.Contains(line.Key);

    // Each statement line takes what it should be from the ledger lines in turn; what is left, or missing, is the last one's.
    private void Share(DecidedMatch match, List<ExpectedEntry> sought, List<ControlLine> lines)
    {
        var left = lines.ConvertAll(line => line.Amount);
        foreach (var (at, entry) in sought.Index())
        {
            var isLast = at == sought.Count - 1;
            var taken = new List<ControlLine>();
            var open = entry.Amount;
            for (var line = 0; line < lines.Count; line++)
            {
                var part = isLast ? left[line] : Towards(open, left[line]);
                if (part != Money.Zero || (isLast && lines[line].Amount == Money.Zero))
                {
                    taken.Add(lines[line] with { Amount = part });
                    left[line] -= part;
                    open -= part;
                }
            }

            _legs.Add(
                (match.Council, entry.StatementLine),
                new DecidedLeg(new Leg(MatchRule.Decided, taken), -open, match.ReasonCode, match.Trace));
        }
    }

    private static Money Towards(Money open, Money left) =>
        open > Money.Zero != left > Money.Zero ? Money.Zero : open.Abs() < left.Abs() ? open : left;
}
