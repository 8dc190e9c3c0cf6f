using Recharging.Ledgers;
using Recharging.Reconciliation.Matching;
using Recharging.Worklist;
using Values;

namespace Recharging.Reconciliation;

/// <summary>A control account as a council's ERP sent it.</summary>
/// <param name="ClosingBefore">What it sent as the closing balance of the period before, null when it did not.</param>
public sealed record SentBalance(string Council, string Account, Money Opening, Money Closing, Money? ClosingBefore);

/// <summary>All that a reconciliation looks at.</summary>
public sealed record ToReconcile
{
    public required string StatementNumber { get; init; }

    public required AccountingPeriod Period { get; init; }

    /// <summary>The two councils, in the order in which they are shown.</summary>
    public required IReadOnlyList<string> Councils { get; init; }

    public required IReadOnlyList<LineToMatch> Statement { get; init; }

    /// <summary>Of both councils, of the period and of later ones.</summary>
    public required IReadOnlyList<ControlLine> Lines { get; init; }

    public required IReadOnlyList<SentBalance> Balances { get; init; }

    public required MatchingTerms Terms { get; init; }

    public required int OutOfScope { get; init; }

    /// <summary>What they decide is not matched again.</summary>
    public OfficersDecisions Decisions { get; init; } = OfficersDecisions.None;
}

/// <summary>A ledger line that stands for statement lines: for one, or for several that it is the sum of.</summary>
public sealed record UsedLine(IReadOnlyList<string> StatementLines, MatchRule Rule, ControlLine Line)
{
    /// <summary>The first of them, under which the line's use is kept.</summary>
    public string StatementLine => StatementLines[0];
}

/// <summary>
/// Matches a statement with both ledgers and accounts for the difference of their balances, to the penny: each line of the period is
/// in one match, one leftover or one alarm.
/// </summary>
public sealed class Reconcile
{
    private readonly ToReconcile _input;
    private readonly DecidedLegs _decided;
    private readonly Dictionary<string, Findings> _ledgers;
    private readonly Dictionary<string, Dictionary<string, Leg>> _legs;
    private readonly HashSet<string> _undecided;
    private readonly List<Difference> _differences = [];
    private readonly List<ReconciliationRecord.Match> _matches = [];
    private readonly List<ReconciliationRecord.Alarm> _alarms = [];
    private readonly List<ReconciliationRecord.Proposal> _proposals = [];
    private readonly Dictionary<string, int> _unmatched;
    private int _matched;
    private int _matchedWithDifference;

    private Reconcile(ToReconcile input)
    {
        _input = input;
        _unmatched = input.Councils.ToDictionary(council => council, _ => 0, StringComparer.Ordinal);
        var expected = input.Statement.SelectMany(line => new[] { line.Payee, line.Payer }).ToList();
        var free = input.Lines.Where(line => !line.IsOpening && line.UsedBy is null).ToList();
        _decided = new DecidedLegs(input.Decisions, expected, free);
        var entries = expected.Where(entry => _decided.Find(entry) is null).ToLookup(entry => entry.Council);
        var lines = free.Where(line => !_decided.Uses(line)).ToLookup(line => line.Key.Council);
        _ledgers = input.Councils.ToDictionary(
            council => council,
            council => FindMatches.Of(new ToMatch
            {
                Entries = [.. entries[council]],
                Lines = [.. lines[council]],
                Period = input.Period,
                Terms = input.Terms,
                Forbidden = input.Decisions.Forbidden
            }),
            StringComparer.Ordinal);
        _legs = input.Councils.ToDictionary(council => council, council => LegsOf(_ledgers[council]), StringComparer.Ordinal);
        foreach (var entry in expected.Where(entry => _decided.Find(entry) is not null))
        {
            _legs[entry.Council].Add(entry.StatementLine, _decided.Find(entry)!.Leg);
        }

        _undecided = [.. _ledgers.Values.SelectMany(found => found.Proposals).SelectMany(proposal => proposal.Entries)
            .Select(entry => entry.StatementLine)];
    }

    /// <summary>The record, and each ledger line that stands for a statement line.</summary>
    public static (ReconciliationRecord Record, IReadOnlyList<UsedLine> Used) Of(ToReconcile input)
    {
        var reconcile = new Reconcile(input);
        foreach (var together in reconcile.PostedTogether())
        {
            reconcile.Explain(together);
        }

        reconcile.ExplainOpening();
        reconcile.ExplainLeftovers();
        reconcile.NameProposals();
        reconcile._alarms.AddRange(ControlAccounts.Check(input));
        return (reconcile.Record(), reconcile.Used());
    }

    /// <summary>What matching found in each council's ledger.</summary>
    public static IReadOnlyDictionary<string, Findings> FindingsOf(ToReconcile input) => new Reconcile(input)._ledgers;

    // Two legs are one where one posting stands for several statement lines.
    private static Dictionary<string, Leg> LegsOf(Findings findings) =>
        findings.Matches.Select(match => (match, leg: new Leg(match.Rule, match.Lines)))
            .SelectMany(found => found.match.Entries.Select(entry => (entry.StatementLine, found.leg)))
            .ToDictionary(found => found.StatementLine, found => found.leg, StringComparer.Ordinal);

    // Statement lines that a posting stands for together are explained together; the others one by one.
    private IEnumerable<IReadOnlyList<LineToMatch>> PostedTogether()
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        string FirstOf(string reference) => first.TryGetValue(reference, out var earlier) ? FirstOf(earlier) : reference;
        foreach (var match in _ledgers.Values.SelectMany(found => found.Matches).Where(match => match.Entries.Count > 1))
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

    private void Explain(IReadOnlyList<LineToMatch> together)
    {
        var charges = together.Select(line => new Charge(
            line,
            _legs[line.Payee.Council].GetValueOrDefault(line.Reference),
            _legs[line.Payer.Council].GetValueOrDefault(line.Reference))).ToList();
        var isUndecided = together.Any(line => _undecided.Contains(line.Reference));
        List<Difference> differences = isUndecided ? [] : DifferencesOf(charges);
        _differences.AddRange(differences);
        foreach (var charge in charges)
        {
            Record(charge, isUndecided, differences);
        }
    }

    private void Record(Charge charge, bool isUndecided, List<Difference> differences)
    {
        var (line, payee, payer) = charge;
        var state = (payee, payer) switch
        {
            _ when isUndecided => "ambiguous",
            (null, null) => "notPosted",
            (not null, null) when line.Payer.Amount != Money.Zero => Unmatched(line.Payee.Council),
            (null, not null) => Unmatched(line.Payer.Council),
            _ => differences.Count == 0 ? "matched" : "matchedWithDifference"
        };
        _matched += state == "matched" ? 1 : 0;
        _matchedWithDifference += state == "matchedWithDifference" ? 1 : 0;
        if (state == "notPosted" && (line.Payee.Amount != Money.Zero || line.Payer.Amount != Money.Zero))
        {
            Raise("notPosted", null, null, null, $"{line.Reference}, {line.Description}, is in neither ledger.");
        }

        var byHand = new[] { _decided.Find(line.Payee), _decided.Find(line.Payer) }.OfType<DecidedLeg>().ToList();
        var found = new[] { line.Payee.Council, line.Payer.Council }
            .Select(council => _ledgers[council].ByStatementLine.GetValueOrDefault(line.Reference)).OfType<Finding>().ToList();
        var leastSure = found.MinBy(finding => finding.Score);
        var rule = new[] { payee, payer }.OfType<Leg>().Select(leg => (MatchRule?)leg.Rule).Max();
        _matches.Add(new ReconciliationRecord.Match(
            line.Reference,
            state,
            rule?.Id(),
            differences is [var first, ..] ? first.Reason : null,
            Cite((payee?.Lines ?? []).Concat(payer?.Lines ?? [])),
            leastSure?.Score,
            leastSure?.Margin,
            rule?.Version(),
            [.. found.Select(FoundIn)],
            [.. byHand.Select(leg => leg.Trace)]));
    }

    // First what officers gave a reason for, then what the rules make of the rest.
    private List<Difference> DifferencesOf(IReadOnlyList<Charge> charges)
    {
        var decided = charges.SelectMany(charge => new[] { _decided.Find(charge.Line.Payee), _decided.Find(charge.Line.Payer) }
            .OfType<DecidedLeg>().Where(leg => leg.ReasonCode is not null && leg.Rest != Money.Zero).Select(leg => new Difference(
                leg.ReasonCode!,
                leg.Rest,
                $"{leg.Trace.By}, {leg.Trace.Council}, matched {charge.Line.Description} by hand with {leg.Rest.Abs()} "
                + $"{(leg.IsOver ? "over" : "under")}: {leg.Trace.Reason}",
                leg.Leg.Lines,
                charge.Line.Reference))).ToList();
        return [.. decided, .. DifferenceReasons.Of(charges, _input.Period, _input.Terms, decided.Sum(difference => difference.Amount))];
    }

    // A line that an officer gave to several statement lines is used once, for the first of them.
    private List<UsedLine> Used() =>
    [
        .. _input.Councils.SelectMany(council => _ledgers[council].Matches).SelectMany(match => match.Lines.Select(line =>
            new UsedLine([.. match.Entries.Select(entry => entry.StatementLine)], match.Rule, line))),
        .. _input.Statement.SelectMany(line => new[] { line.Payee, line.Payer }).OrderBy(entry => entry.StatementLine, StringComparer.Ordinal)
            .Where(entry => _decided.Find(entry) is not null)
            .SelectMany(entry => _decided.Find(entry)!.Leg.Lines.Select(line => new UsedLine([entry.StatementLine], MatchRule.Decided, line)))
            .DistinctBy(used => used.Line.Key)
    ];

    private string Unmatched(string council)
    {
        _unmatched[council]++;
        return "unmatched";
    }

    // A balance brought forward is no charge of this statement, so it is a difference of its own even when both ledgers agree on it.
    private void ExplainOpening()
    {
        var lines = _input.Lines.Where(line => line.IsOpening && line.Period == _input.Period).OrderBy(line => line.Key).ToList();
        var amount = lines.Count > 0 ? lines.Sum(line => line.Amount) : _input.Balances.Sum(balance => balance.Opening);
        if (lines.Count == 0 && amount == Money.Zero)
        {
            return;
        }

        var councils = lines.Select(line => line.Key.Council).Distinct(StringComparer.Ordinal).ToList();
        if (councils is [var only])
        {
            _unmatched[only]++;
        }
        else
        {
            _matchedWithDifference++;
        }

        _differences.Add(new Difference(
            Reason.Opening,
            amount,
            $"The balances brought forward into {_input.Period} differ by {amount.Abs()}; they come from before this statement.",
            lines,
            StatementLine: null));
    }

    private void ExplainLeftovers()
    {
        var reasons = new LeftoverReasons(
            _input.Statement.ToDictionary(line => line.Reference, StringComparer.Ordinal),
            _legs,
            _ledgers.Values.SelectMany(found => found.LookAlikes).ToDictionary());
        var usedEarlier = _input.Lines.Where(line => line.UsedBy is not null).OrderBy(line => line.Key);
        foreach (var line in _input.Councils.SelectMany(council => _ledgers[council].Leftovers).Concat(usedEarlier)
            .Where(line => line.Period == _input.Period))
        {
            _unmatched[line.Key.Council]++;
            var id = ItemId.Of("noReason", null, [line]);
            if (reasons.Of(line) is { } difference)
            {
                _differences.Add(difference);
            }
            else if (WrittenOff(id, line.Amount) is { } given)
            {
                _differences.Add(new Difference(
                    given.ReasonCode,
                    line.Amount,
                    $"{line.Key.Council} posted {line.Amount} in {line.Key.DocRef} for no statement line.",
                    [line],
                    StatementLine: null) { Id = id });
            }
            else
            {
                Raise(
                    "noReason",
                    line.Key.Council,
                    line.Account,
                    line.Amount.InPounds,
                    $"{line.Key.Council} account {line.Account}, {line.Period}: line {line.Key.LineNo} of {line.Key.DocRef}, "
                    + $"{line.Amount}, belongs to no statement line and has no reason.",
                    id,
                    [line]);
            }
        }
    }

    // Those that could replace each other are one alarm.
    private void NameProposals()
    {
        foreach (var alike in _input.Councils.SelectMany(council => _ledgers[council].Proposals.GroupBy(proposal => proposal.Cluster)))
        {
            var lines = alike.SelectMany(proposal => proposal.Lines).OrderBy(line => line.Key).ToList();
            var id = ItemId.Of("ambiguous", null, lines);
            _proposals.AddRange(alike.Select(proposal => Proposed(id, proposal)));
            Raise(
                "ambiguous",
                lines[0].Key.Council,
                lines[0].Account,
                lines.Where(line => line.Period == _input.Period).Sum(line => line.Amount).InPounds,
                $"{lines[0].Key.Council} account {lines[0].Account}, {lines[0].Period}: "
                + $"{string.Join(" and ", lines.Select(line => $"line {line.Key.LineNo} of {line.Key.DocRef}"))} could {(lines.Count > 1 ? "each " : "")}be "
                + $"{string.Join(" or ", alike.SelectMany(proposal => proposal.Entries).Select(entry => entry.StatementLine).Order(StringComparer.Ordinal))}. "
                + "An officer decides.",
                id,
                lines);
        }
    }

    private ReconciliationRecord Record()
    {
        var difference = _input.Balances.Sum(balance => balance.Closing);
        var unexplained = difference - _differences.Sum(item => item.Amount);
        return new ReconciliationRecord
        {
            StatementNumber = _input.StatementNumber,
            Period = _input.Period.ToString(),
            Matched = _matched,
            MatchedWithDifference = _matchedWithDifference,
            Unmatched = _unmatched,
            OutOfScope = _input.OutOfScope,
            ByReason = _differences.GroupBy(item => item.Reason, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            Balances =
            [
                .. _input.Councils.Select(council => new ReconciliationRecord.CouncilBalance(
                    council,
                    _input.Balances.Where(balance => balance.Council == council).Sum(balance => balance.Opening).InPounds,
                    _input.Balances.Where(balance => balance.Council == council).Sum(balance => balance.Closing).InPounds))
            ],
            DifferenceGbp = difference.InPounds,
            Items =
            [
                .. _differences.GroupBy(item => item.Id ?? ItemId.Of(item.Reason, item.StatementLine, item.Lines))
                    .SelectMany(alike => alike.Select((item, at) => Show(item, at == 0 ? alike.Key : $"{alike.Key}-{at + 1}")))
            ],
            UnexplainedGbp = unexplained.InPounds,
            Alarms = _alarms,
            Matches = [.. _matches.OrderBy(match => match.StatementLine, StringComparer.Ordinal)],
            Proposals =
            [
                .. _proposals.OrderByDescending(proposal => proposal.Score)
                    .ThenBy(proposal => proposal.StatementLines[0], StringComparer.Ordinal)
                    .ThenBy(proposal => proposal.Council, StringComparer.Ordinal)
            ]
        };
    }

    private ReconciliationRecord.Item Show(Difference item, string id) => new(
        item.Reason, item.Amount.InPounds, item.Sentence, Cite(item.Lines), item.StatementLine, id, WrittenOff(id, item.Amount)?.Trace);

    // A write-off is of this difference and no other: when the ledgers change it, it is open again.
    private WrittenOffItem? WrittenOff(string id, Money amount) =>
        _input.Decisions.WriteOffs.TryGetValue(id, out var item) && item.Amount == amount ? item : null;

    private void Raise(
        string kind, string? council, string? account, decimal? amountGbp, string sentence, string? id = null,
        IReadOnlyList<ControlLine>? lines = null) =>
        _alarms.Add(new ReconciliationRecord.Alarm(
            kind, council, account, _input.Period.ToString(), amountGbp, sentence, id, lines is null ? null : Cite(lines)));

    private static IReadOnlyList<ReconciliationRecord.CitedLine> Cite(IEnumerable<ControlLine> lines) =>
    [
        .. lines.Select(line => new ReconciliationRecord.CitedLine(
            line.Key.Council, line.Key.DocRef, line.Key.LineNo, line.Period.ToString(), line.ExternalLineId, line.Amount.InPounds,
            line.Key.Part))
    ];

    private static ReconciliationRecord.FoundIn FoundIn(Finding finding) => new(
        finding.Entries[0].Council,
        [.. finding.Entries.Select(entry => entry.StatementLine)],
        finding.Rule.Id(),
        finding.Rule.Version(),
        finding.Score,
        finding.Margin,
        EvidenceOf(finding),
        finding.Sentence);

    private static ReconciliationRecord.Proposal Proposed(string item, Finding finding) => new(
        ItemId.OfProposal(finding),
        item,
        finding.Entries[0].Council,
        [.. finding.Entries.Select(entry => entry.StatementLine)],
        Cite(finding.Lines),
        finding.Rule.Id(),
        finding.Rule.Version(),
        finding.Score,
        finding.RunnerUp?.Instead,
        finding.RunnerUp?.Score,
        finding.Margin,
        finding.HasSeveralCovers,
        EvidenceOf(finding),
        finding.Sentence);

    private static IReadOnlyList<ReconciliationRecord.Evidence> EvidenceOf(Finding finding) =>
        [.. finding.Signals.Select(signal => new ReconciliationRecord.Evidence(signal.Name, signal.Part, signal.Says))];
}
