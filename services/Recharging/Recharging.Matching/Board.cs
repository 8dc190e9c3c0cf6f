using Values;

namespace Recharging.Matching;

/// <summary>What is matched, what is proposed and what is still open while the rules are asked one after the other.</summary>
internal sealed class Board
{
    private readonly ToMatch _input;
    private readonly bool[] _isFound;
    private readonly bool[] _isUsed;
    private readonly Dictionary<string, int> _entryOf;
    private readonly int[] _quoted;
    private readonly Dictionary<string, Finding> _byStatementLine;
    private readonly Dictionary<int, (int Named, bool IsElsewhere)> _said = [];
    private References? _references;
    private ILookup<Money, int>? _byAmount;
    private HashSet<(Money, string)>? _texts;

    public Board(ToMatch input)
    {
        _input = input;
        Entries = [.. input.Entries];
        Lines = [.. input.Lines];
        _isFound = new bool[Entries.Length];
        _isUsed = new bool[Lines.Length];
        _byStatementLine = new Dictionary<string, Finding>(Entries.Length, StringComparer.Ordinal);
        _entryOf = new Dictionary<string, int>(Entries.Length, StringComparer.Ordinal);
        for (var at = 0; at < Entries.Length; at++)
        {
            _entryOf.Add(Entries[at].StatementLine, at);
        }

        _quoted = new int[Lines.Length];
        for (var at = 0; at < Lines.Length; at++)
        {
            _quoted[at] = Lines[at].ExternalLineId is { } quoted && _entryOf.TryGetValue(quoted, out var entry) ? entry : -1;
        }

        Reversals = Matching.Reversals.Of(this);
        foreach (var (line, by) in Reversals)
        {
            _isUsed[line] = _isUsed[by] = true;
        }
    }

    public ExpectedEntry[] Entries { get; }

    public ControlLine[] Lines { get; }

    public AccountingPeriod Period => _input.Period;

    public MatchingTerms Terms => _input.Terms;

    /// <summary>Lines that a document of the same period took back, and the lines that did: they cancel, and stand for nothing.</summary>
    public IReadOnlyList<(int Line, int By)> Reversals { get; }

    public List<Finding> Matches { get; } = [];

    public List<Finding> Proposals { get; } = [];

    /// <summary>Still without a match or a proposal, by reference.</summary>
    public List<int> Open()
    {
        var open = Enumerable.Range(0, Entries.Length).Where(entry => !_isFound[entry]).ToList();
        open.Sort((left, right) => string.CompareOrdinal(Entries[left].StatementLine, Entries[right].StatementLine));
        return open;
    }

    /// <summary>Still without a use, by key.</summary>
    public List<int> Free()
    {
        var free = Enumerable.Range(0, Lines.Length).Where(line => !_isUsed[line]).ToList();
        free.Sort((left, right) => Lines[left].Key.CompareTo(Lines[right].Key));
        return free;
    }

    /// <summary>The free lines of an amount, by key.</summary>
    public List<int> FreeOf(Money amount)
    {
        _byAmount ??= Enumerable.Range(0, Lines.Length).Where(IsFree).ToLookup(line => Lines[line].Amount);
        return [.. _byAmount[amount].Where(IsFree).OrderBy(line => Lines[line].Key)];
    }

    /// <summary>A number that no proposal has yet.</summary>
    public int NextCluster { get; private set; }

    public bool IsOpen(int entry) => !_isFound[entry];

    public bool IsFree(int line) => !_isUsed[line];

    /// <summary>The entry whose reference the line has to the letter, -1 for none.</summary>
    public int Quoted(int line) => _quoted[line];

    /// <summary>The entry whose reference the line has in other letters, glued to something or in its text; -1 for none or several.</summary>
    public int Named(int line) => QuotesNothingHere(line) ? Said(line).Named : -1;

    /// <summary>It has a reference that is valid on another statement, so it is none of this one's charges.</summary>
    public bool IsElsewhere(int line) => QuotesNothingHere(line) && Said(line).IsElsewhere;

    public Finding? MatchOf(int entry) => _byStatementLine.GetValueOrDefault(Entries[entry].StatementLine);

    public bool MayBe(int entry, int line) =>
        _input.Forbidden.Count == 0 || !_input.Forbidden.Contains((Entries[entry].StatementLine, Lines[line].Key));

    public bool IsSameAmount(int entry, int line) =>
        Math.Abs(Entries[entry].Amount.Pence - Lines[line].Amount.Pence) <= Terms.AutoTolerance.Pence;

    public bool HasSignOf(int entry, int line) => Entries[entry].IsDebit == Lines[line].Amount > Money.Zero;

    /// <summary>It quotes a charge, and has to the letter the words of another one with the same amount: the two may be mixed up.</summary>
    public bool SaysAnotherOfItsAmount(int line)
    {
        if (Quoted(line) is not (>= 0 and var quoted) || Lines[line].Text is not { } text || Entries[quoted].Text is not { } own || BeginsLike(own, text))
        {
            return false;
        }

        _texts ??= Entries.Where(entry => entry.Text is not null).Select(entry => (entry.Amount, entry.Text!.ToUpperInvariant())).ToHashSet();
        return _texts.Contains((Entries[quoted].Amount, text.Trim().ToUpperInvariant()));
    }

    private static bool BeginsLike(string own, string text) => own.StartsWith(text.Trim(), StringComparison.OrdinalIgnoreCase)
        || text.Contains(own, StringComparison.OrdinalIgnoreCase);

    /// <summary>Later periods are for references only: a look-alike of next month belongs to next month.</summary>
    public bool IsOfPeriod(int line) => Lines[line].Period == Period;

    /// <summary>Not about another charge: it has no reference, or one that is none of this statement's.</summary>
    public bool QuotesNothingHere(int line) => _quoted[line] < 0;

    public void Match(Finding finding, ReadOnlySpan<int> entries, ReadOnlySpan<int> lines)
    {
        Matches.Add(finding);
        Take(entries, lines);
        foreach (var entry in entries)
        {
            _byStatementLine.Add(Entries[entry].StatementLine, finding);
        }
    }

    public void Propose(Finding finding, ReadOnlySpan<int> entries, ReadOnlySpan<int> lines)
    {
        Proposals.Add(finding);
        NextCluster = Math.Max(NextCluster, finding.Cluster + 1);
        Take(entries, lines);
    }

    public Findings Findings(IReadOnlyDictionary<ControlLine, string> lookAlikes) => new()
    {
        Matches = Matches,
        Proposals = Proposals,
        Leftovers = [.. Free().Select(line => Lines[line])],
        LookAlikes = lookAlikes,
        ByStatementLine = _byStatementLine,
        Reversals = [.. Reversals.Select(pair => (Lines[pair.Line], Lines[pair.By]))],
        Named = new Dictionary<ControlLine, string>(Free().Where(line => Named(line) >= 0)
            .Select(line => KeyValuePair.Create(Lines[line], Entries[Named(line)].StatementLine)), ReferenceEqualityComparer.Instance)
    };

    // What the reference says counts before what the text or the document's number says.
    private (int Named, bool IsElsewhere) Said(int line)
    {
        if (!_said.TryGetValue(line, out var said))
        {
            _references ??= new References(
                [.. Entries.Select(entry => entry.StatementLine)], Lines.Select(posted => posted.ExternalLineId).OfType<string>(), _input.Others.References);
            foreach (var words in new[] { Lines[line].ExternalLineId, Lines[line].Text, Lines[line].Key.DocRef }.OfType<string>())
            {
                said = (_references.NamedIn(words), _references.IsElsewhere(words));
                if (said is not (-1, false))
                {
                    break;
                }
            }

            _said[line] = said;
        }

        return said;
    }

    private void Take(ReadOnlySpan<int> entries, ReadOnlySpan<int> lines)
    {
        foreach (var entry in entries)
        {
            _isFound[entry] = true;
        }

        foreach (var line in lines)
        {
            _isUsed[line] = true;
        }
    }
}
