using Recharging.Ledgers;
using Values;

namespace Recharging.Reconciliation;

/// <summary>The lines of one ledger that stand for one statement line.</summary>
public sealed record Leg(MatchRule Rule, IReadOnlyList<ControlLine> Lines);

/// <summary>Lines that could each be several things. An officer decides; nothing here is matched by itself.</summary>
public sealed record Ambiguity(IReadOnlyList<ExpectedEntry> Entries, IReadOnlyList<ControlLine> Lines);

/// <summary>
/// Finds a statement's lines in one council's ledger by three rules in order. Each ledger line is used at most once, the order in
/// which lines come changes nothing, and where two things look alike neither is chosen.
/// </summary>
public sealed class LedgerMatching
{
    private readonly AccountingPeriod _period;
    private readonly MatchingTerms _terms;
    private readonly IReadOnlySet<(string StatementLine, LedgerLineKey Line)> _forbidden;
    private readonly Dictionary<string, Leg> _legs = new(StringComparer.Ordinal);
    private readonly HashSet<ControlLine> _free;
    private readonly SortedDictionary<string, ExpectedEntry> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _statementLines;
    private readonly List<Ambiguity> _ambiguities = [];

    private LedgerMatching(
        IEnumerable<ExpectedEntry> entries, IEnumerable<ControlLine> lines, AccountingPeriod period, MatchingTerms terms,
        IReadOnlySet<(string StatementLine, LedgerLineKey Line)> forbidden)
    {
        _forbidden = forbidden;
        _period = period;
        _terms = terms;
        foreach (var entry in entries)
        {
            _open.Add(entry.StatementLine, entry);
        }

        _statementLines = [.. _open.Keys];
        _free = new HashSet<ControlLine>(lines.OrderBy(line => line.Key), ReferenceEqualityComparer.Instance);
    }

    /// <summary>By statement line.</summary>
    public IReadOnlyDictionary<string, Leg> Legs => _legs;

    /// <summary>In the order of their keys.</summary>
    public IReadOnlyList<ControlLine> Leftovers { get; private set; } = [];

    public IReadOnlyList<Ambiguity> Ambiguities => _ambiguities;

    /// <param name="entries">What the ledger should have.</param>
    /// <param name="lines">What it has.</param>
    /// <param name="period">Of the statement.</param>
    /// <param name="terms">What is near enough.</param>
    /// <param name="forbidden">Pairs that an officer has undone: they are never matched again.</param>
    public static LedgerMatching Of(
        IEnumerable<ExpectedEntry> entries, IEnumerable<ControlLine> lines, AccountingPeriod period, MatchingTerms terms,
        IReadOnlySet<(string StatementLine, LedgerLineKey Line)> forbidden)
    {
        var matching = new LedgerMatching(entries, lines, period, terms, forbidden);
        matching.MatchByExactReference();
        matching.MatchByReferenceAmountAndPeriod();
        matching.MatchByAmountAndDate(Money.Zero);
        matching.MatchByAmountAndDate(terms.AutoTolerance);
        matching._ambiguities.Sort((left, right) => left.Lines[0].Key.CompareTo(right.Lines[0].Key));
        matching.Leftovers = [.. matching._free.OrderBy(line => line.Key)];
        return matching;
    }

    private void MatchByExactReference()
    {
        var quoting = _free.Where(line => line.ExternalLineId is not null)
            .ToLookup(line => line.ExternalLineId!, StringComparer.Ordinal);
        foreach (var entry in _open.Values.ToList())
        {
            var lines = quoting[entry.StatementLine].Where(line => HasSignOf(entry, line) && MayBe(entry, line)).ToList();
            if (lines.Count > 0)
            {
                Match(entry, MatchRule.ExactReference, Choose(entry, lines));
            }
        }
    }

    // One line of the whole amount, or several that come to it at most; the nearest when they would come to more.
    private List<ControlLine> Choose(ExpectedEntry entry, List<ControlLine> lines)
    {
        var best = lines.OrderBy(line => (line.Amount - entry.Amount).Abs())
            .ThenBy(line => line.Key.DocRef == entry.JournalReference ? 0 : 1)
            .ThenBy(line => line.Period == _period ? 0 : 1)
            .ThenBy(line => line.Key)
            .First();
        return (best.Amount - entry.Amount).Abs() <= _terms.AutoTolerance || lines.Sum(line => line.Amount).Abs() > entry.Amount.Abs()
            ? [best]
            : lines;
    }

    private void MatchByReferenceAmountAndPeriod()
    {
        var lines = Candidates().ToLookup(line => (line.Key.DocRef, line.Amount));
        foreach (var entries in _open.Values.Where(entry => entry is { JournalReference: not null } && entry.Amount != Money.Zero)
            .GroupBy(entry => (entry.JournalReference!, entry.Amount))
            .ToList())
        {
            var alike = lines[entries.Key].Where(line => entries.Any(entry => MayBe(entry, line))).OrderBy(line => line.Key).ToList();
            Decide(MatchRule.ReferenceAmountPeriod, [.. entries.Where(entry => alike.Exists(line => MayBe(entry, line)))], alike);
        }
    }

    private void MatchByAmountAndDate(Money tolerance)
    {
        var lines = Candidates().OrderBy(line => line.Amount).ThenBy(line => line.Key).ToList();
        var amounts = lines.ConvertAll(line => line.Amount);
        var near = new List<(ExpectedEntry Entry, ControlLine Line)>();
        foreach (var entry in _open.Values.Where(entry => entry.Amount != Money.Zero))
        {
            var most = entry.Amount + tolerance;
            for (var at = FirstAtLeast(amounts, entry.Amount - tolerance); at < lines.Count && amounts[at] <= most; at++)
            {
                if (Math.Abs(lines[at].PostingDate.DayNumber - entry.PostingDate.DayNumber) <= _terms.WindowDays
                    && MayBe(entry, lines[at]))
                {
                    near.Add((entry, lines[at]));
                }
            }
        }

        foreach (var (entries, together) in Clusters.Of(near))
        {
            Decide(MatchRule.AmountAndDate, entries, together);
        }
    }

    // With one entry and one line there is nothing to choose; with more there is no telling which is which.
    private void Decide(MatchRule rule, IReadOnlyList<ExpectedEntry> entries, IReadOnlyList<ControlLine> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        if (entries is [var entry] && lines is [var line])
        {
            Match(entry, rule, [line]);
            return;
        }

        _ambiguities.Add(new Ambiguity(entries, lines));
        _free.ExceptWith(lines);
        foreach (var alike in entries)
        {
            _open.Remove(alike.StatementLine);
        }
    }

    private void Match(ExpectedEntry entry, MatchRule rule, List<ControlLine> lines)
    {
        _legs.Add(entry.StatementLine, new Leg(rule, lines));
        _open.Remove(entry.StatementLine);
        _free.ExceptWith(lines);
    }

    // Later periods are for exact references only: a look-alike of next month belongs to next month. And what quotes a statement
    // line is about that line and no other, found or not.
    private IEnumerable<ControlLine> Candidates() => _free.Where(line =>
        line.Period == _period && (line.ExternalLineId is not { } quoted || !_statementLines.Contains(quoted)));

    private bool MayBe(ExpectedEntry entry, ControlLine line) => !_forbidden.Contains((entry.StatementLine, line.Key));

    private static bool HasSignOf(ExpectedEntry entry, ControlLine line) => entry.IsDebit == line.Amount > Money.Zero;

    private static int FirstAtLeast(List<Money> sorted, Money amount)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < amount ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
