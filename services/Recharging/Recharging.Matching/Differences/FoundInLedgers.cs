
namespace Recharging.Matching.Differences;

/// <summary>What stands for each statement line in each ledger: first what officers decided, then what matching finds in the rest.</summary>
internal sealed class FoundInLedgers
{
    private readonly ToReconcile _input;
    private readonly DecidedLegs _decided;
    private readonly HashSet<string> _undecided;

    public FoundInLedgers(ToReconcile input)
    {
        _input = input;
        var expected = input.Statement.SelectMany(line => new[] { line.Payee, line.Payer }).ToList();
        var free = input.Lines.Where(line => !line.IsOpening && line.UsedBy is null).ToList();
        _decided = new DecidedLegs(input.Decisions, expected, free);
        var entries = expected.Where(entry => Decided(entry) is null).ToLookup(entry => entry.Council);
        var lines = free.Where(line => !_decided.Uses(line)).ToLookup(line => line.Key.Council);
        Ledgers = input.Councils.ToDictionary(
            council => council,
            council => FindMatches.Of(new ToMatch
            {
                Entries = [.. entries[council]],
                Lines = [.. lines[council]],
                Period = input.Period,
                Terms = input.Terms,
                Others = input.Others,
                Forbidden = input.Decisions.Forbidden
            }),
            StringComparer.Ordinal);
        Legs = input.Councils.ToDictionary(council => council, council => LegsOf(Ledgers[council]), StringComparer.Ordinal);
        foreach (var entry in expected)
        {
            if (Decided(entry) is { } decided)
            {
                Legs[entry.Council].Add(entry.StatementLine, decided.Leg);
            }
        }

        _undecided = [.. Ledgers.Values.SelectMany(found => found.Proposals).SelectMany(proposal => proposal.Entries)
            .Select(entry => entry.StatementLine)];
    }

    /// <summary>By council, what matching made of what officers left it.</summary>
    public IReadOnlyDictionary<string, Findings> Ledgers { get; }

    /// <summary>By council and statement line.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, Leg>> Legs { get; }

    public DecidedLeg? Decided(ExpectedEntry entry) => _decided.Find(entry);

    /// <summary>Matching has a proposal for it, and an officer has not answered.</summary>
    public bool IsUndecided(string statementLine) => _undecided.Contains(statementLine);

    public Charge Charge(LineToMatch line) => new(
        line, Legs[line.Payee.Council].GetValueOrDefault(line.Reference), Legs[line.Payer.Council].GetValueOrDefault(line.Reference));

    /// <summary>The automatic match in each ledger.</summary>
    public List<Finding> Matches(LineToMatch line) =>
    [
        .. new[] { line.Payee.Council, line.Payer.Council }
            .Select(council => Ledgers[council].ByStatementLine.GetValueOrDefault(line.Reference)).OfType<Finding>()
    ];

    /// <summary>The statement lines that a posting stands for together; the others one by one.</summary>
    public IEnumerable<IReadOnlyList<LineToMatch>> PostedTogether()
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        string FirstOf(string reference) => first.TryGetValue(reference, out var earlier) ? FirstOf(earlier) : reference;
        foreach (var match in Ledgers.Values.SelectMany(found => found.Matches).Where(match => match.Entries.Count > 1))
        {
            foreach (var entry in match.Entries)
            {
                var (left, right) = (FirstOf(match.Entries[0].StatementLine), FirstOf(entry.StatementLine));
                if (left != right)
                {
                    first[string.CompareOrdinal(left, right) < 0 ? right : left] = string.CompareOrdinal(left, right) < 0 ? left : right;
                }
            }
        }

        return _input.Statement.OrderBy(line => line.Reference, StringComparer.Ordinal)
            .GroupBy(line => FirstOf(line.Reference)).Select(group => group.ToList());
    }

    /// <summary>Each line that stands for something, once: what an officer gave to several statement lines, for the first of them.</summary>
    public IReadOnlyList<UsedLine> Used() =>
    [
        .. _input.Councils.SelectMany(council => Ledgers[council].Matches).SelectMany(match => match.Lines.Select(line =>
            new UsedLine([.. match.Entries.Select(entry => entry.StatementLine)], match.Rule, line))),
        .. _input.Statement.SelectMany(line => new[] { line.Payee, line.Payer }).OrderBy(entry => entry.StatementLine, StringComparer.Ordinal)
            .Where(entry => Decided(entry) is not null)
            .SelectMany(entry => Decided(entry)!.Leg.Lines.Select(line => new UsedLine([entry.StatementLine], MatchRule.Decided, line)))
            .DistinctBy(used => used.Line.Key)
    ];

    // Two legs are one where one posting stands for several statement lines.
    private static Dictionary<string, Leg> LegsOf(Findings findings) =>
        findings.Matches.Select(match => (match, leg: new Leg(match.Rule, match.Lines)))
            .SelectMany(found => found.match.Entries.Select(entry => (entry.StatementLine, found.leg)))
            .ToDictionary(found => found.StatementLine, found => found.leg, StringComparer.Ordinal);
}
