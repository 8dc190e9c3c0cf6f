namespace Recharging.Matching;

/// <summary>
/// What can be said at once of lines that have just come and quote a statement: the exact pass of matching, on their charges, on those
/// with almost the same reference, and on every line that quotes any of them. That is all that the pass depends on, so it finds what it
/// finds in the whole reconciliation.
/// </summary>
public sealed class ArrivedLines
{
    private readonly ToMatch _near;
    private readonly Dictionary<string, ExpectedEntry> _entries;
    private readonly HashSet<LedgerLineKey> _lines;
    private readonly ILookup<string, LedgerLineKey> _exact;
    private readonly HashSet<string> _concerned;

    /// <param name="statementNumber">The statement.</param>
    /// <param name="parties">Its two councils.</param>
    /// <param name="near">What it expects of the charges that are looked at, and the lines that quote them.</param>
    /// <param name="quoted">The references that the lines which have just come quote.</param>
    public ArrivedLines(string statementNumber, string[] parties, ToMatch near, IReadOnlySet<string> quoted)
    {
        (StatementNumber, Parties, Quoted, _near) = (statementNumber, parties, quoted, near);
        _entries = near.Entries.ToDictionary(entry => entry.StatementLine, StringComparer.Ordinal);
        _lines = [.. near.Lines.Select(line => line.Key)];
        _concerned = Concerned(near.Entries, quoted);
        var board = FindMatches.Exact(near);
        _exact = near.Lines.Where((_, at) => ByReference.IsExact(board, at)).ToLookup(line => line.ExternalLineId!, line => line.Key);
        Found = board.Matches.Where(match => _concerned.Contains(match.Entries[0].StatementLine))
            .ToDictionary(match => match.Lines[0].Key, match => match.Entries[0].StatementLine);
    }

    public string StatementNumber { get; }

    public string[] Parties { get; }

    public IReadOnlySet<string> Quoted { get; }

    /// <summary>The lines that stand for a charge beyond doubt, of those charges of which something new may be said.</summary>
    public IReadOnlyDictionary<LedgerLineKey, string> Found { get; }

    /// <summary>What the ledger should have of a charge; null when nothing, or when an officer matched it by hand.</summary>
    public ExpectedEntry? Expected(string reference) => _entries.GetValueOrDefault(reference);

    /// <summary>Matched when it came, and in doubt now.</summary>
    public bool IsInDoubt(LedgerLineKey line, LineUse use) =>
        use.Version == 0 && use.StatementNumber == StatementNumber && _concerned.Contains(use.StatementLine) && !Found.ContainsKey(line);

    /// <summary>Why a line that quotes the statement is not found.</summary>
    public (string Why, string Sentence) Doubt(ControlLine line)
    {
        var reference = line.ExternalLineId!;
        return Expected(reference) switch
        {
            _ when line.Period < _near.Period =>
                ("earlierPeriod", $"It is posted in {line.Period}, before the charge's {_near.Period}."),
            _ when !_near.Terms.Rules.Contains(MatchRule.ExactReference) =>
                ("ruleLeftOut", "The agreement doesn't let a quoted reference match by itself."),
            null => ("officerDecided", "An officer matched the charge by hand."),
            _ when _near.Forbidden.Contains((reference, line.Key)) => ("officerDecided", "An officer said that it is not the charge."),
            _ when !_lines.Contains(line.Key) => ("officerDecided", "An officer matched it by hand."),
            var entry when !_exact[reference].Contains(line.Key) =>
                ("otherAmount", $"It has {line.Amount} where {entry.Amount} is expected."),
            _ when _exact[reference].Count() > 1 => ("quotedTwice", "It is not the only line that quotes the charge with its amount."),
            _ when Found.ContainsKey(line.Key) => ("notAsked", "It would be matched, if that were asked for."),
            _ => ("almostAnother", "A charge with its amount and almost the same reference is quoted by no line yet.")
        };
    }

    // Whether a charge is found depends on whether one with its amount and almost its reference is quoted: what comes concerns both.
    private static HashSet<string> Concerned(IReadOnlyList<ExpectedEntry> entries, IReadOnlySet<string> quoted)
    {
        var asked = entries.Where(entry => quoted.Contains(entry.StatementLine)).ToList();
        var near = new NearReferences(asked.ConvertAll(entry => entry.StatementLine));
        return
        [
            .. asked.Select(entry => entry.StatementLine),
            .. entries.Where(entry => near.Of(entry.StatementLine).Any(at => asked[at].Amount == entry.Amount))
                .Select(entry => entry.StatementLine)
        ];
    }
}
