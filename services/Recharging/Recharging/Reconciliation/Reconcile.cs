using Recharging.Ledgers;
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

/// <summary>
/// Matches a statement with both ledgers and accounts for the difference of their balances, to the penny: each line of the period is
/// in one match, one leftover or one alarm.
/// </summary>
public sealed class Reconcile
{
    private readonly ToReconcile _input;
    private readonly DecidedLegs _decided;
    private readonly Dictionary<string, LedgerMatching> _ledgers;
    private readonly List<Difference> _differences = [];
    private readonly List<ReconciliationRecord.Match> _matches = [];
    private readonly List<ReconciliationRecord.Alarm> _alarms = [];
    private readonly Dictionary<string, int> _unmatched;
    private readonly List<(string StatementLine, MatchRule Rule, ControlLine Line)> _used = [];
    private readonly HashSet<LedgerLineKey> _usedKeys = [];
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
            council => LedgerMatching.Of(entries[council], lines[council], input.Period, input.Terms, input.Decisions.Forbidden),
            StringComparer.Ordinal);
    }

    /// <summary>The record, and each ledger line that stands for a statement line.</summary>
    public static (ReconciliationRecord Record, IReadOnlyList<(string StatementLine, MatchRule Rule, ControlLine Line)> Used) Of(
        ToReconcile input)
    {
        var reconcile = new Reconcile(input);
        foreach (var line in input.Statement.OrderBy(line => line.Reference, StringComparer.Ordinal))
        {
            reconcile.Explain(line);
        }

        reconcile.ExplainOpening();
        reconcile.ExplainLeftovers();
        reconcile.NameAmbiguities();
        reconcile._alarms.AddRange(ControlAccounts.Check(input));
        return (reconcile.Record(), reconcile._used);
    }

    private void Explain(LineToMatch line)
    {
        var byHand = new[] { _decided.Find(line.Payee), _decided.Find(line.Payer) };
        var payee = byHand[0]?.Leg ?? _ledgers[line.Payee.Council].Legs.GetValueOrDefault(line.Reference);
        var payer = byHand[1]?.Leg ?? _ledgers[line.Payer.Council].Legs.GetValueOrDefault(line.Reference);
        var isAmbiguous = _input.Councils.Any(council => _ledgers[council].Ambiguities
            .Any(ambiguity => ambiguity.Entries.Any(entry => entry.StatementLine == line.Reference)));
        var differences = isAmbiguous ? [] : DifferencesOf(line, payee, payer, byHand.OfType<DecidedLeg>());
        _differences.AddRange(differences);
        foreach (var leg in new[] { payee, payer }.OfType<Leg>())
        {
            // A line that an officer gave to several statement lines is used once, for the first of them.
            _used.AddRange(leg.Lines.Where(used => _usedKeys.Add(used.Key)).Select(used => (line.Reference, leg.Rule, used)));
        }

        var state = (payee, payer) switch
        {
            _ when isAmbiguous => "ambiguous",
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

        var rule = new[] { payee, payer }.OfType<Leg>().Select(leg => (MatchRule?)leg.Rule).Max();
        _matches.Add(new ReconciliationRecord.Match(
            line.Reference,
            state,
            Named(rule),
            differences is [var first, ..] ? first.Reason : null,
            Cite((payee?.Lines ?? []).Concat(payer?.Lines ?? [])),
            [.. byHand.OfType<DecidedLeg>().Select(leg => leg.Trace)]));
    }

    // First what officers gave a reason for, then what the rules make of the rest.
    private List<Difference> DifferencesOf(LineToMatch line, Leg? payee, Leg? payer, IEnumerable<DecidedLeg> byHand)
    {
        var decided = byHand.Where(leg => leg.ReasonCode is not null && leg.Rest != Money.Zero).Select(leg => new Difference(
            leg.ReasonCode!,
            leg.Rest,
            $"{leg.Trace.By}, {leg.Trace.Council}, matched {line.Description} by hand with {leg.Rest.Abs()} "
            + $"{(leg.IsOver ? "over" : "under")}: {leg.Trace.Reason}",
            leg.Leg.Lines,
            line.Reference)).ToList();
        return
        [
            .. decided,
            .. DifferenceReasons.Of(line, payee, payer, _input.Period, _input.Terms, decided.Sum(difference => difference.Amount))
        ];
    }

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
        var statement = _input.Statement.ToDictionary(line => line.Reference, StringComparer.Ordinal);
        var usedEarlier = _input.Lines.Where(line => line.UsedBy is not null).OrderBy(line => line.Key);
        foreach (var line in _input.Councils.SelectMany(council => _ledgers[council].Leftovers).Concat(usedEarlier)
            .Where(line => line.Period == _input.Period))
        {
            _unmatched[line.Key.Council]++;
            var id = ItemId.Of("noReason", null, [line]);
            if (LeftoverReasons.Of(line, statement, _ledgers[line.Key.Council].Legs) is { } difference)
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

    private void NameAmbiguities()
    {
        foreach (var ambiguity in _input.Councils.SelectMany(council => _ledgers[council].Ambiguities))
        {
            var lines = ambiguity.Lines;
            Raise(
                "ambiguous",
                lines[0].Key.Council,
                lines[0].Account,
                lines.Sum(line => line.Amount).InPounds,
                $"{lines[0].Key.Council} account {lines[0].Account}, {lines[0].Period}: "
                + $"{string.Join(" and ", lines.Select(line => $"line {line.Key.LineNo} of {line.Key.DocRef}"))} could each be "
                + $"{string.Join(" or ", ambiguity.Entries.Select(entry => entry.StatementLine))}. An officer decides.",
                ItemId.Of("ambiguous", null, lines),
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
            Matches = _matches
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

    private static string? Named(MatchRule? rule) => rule switch
    {
        MatchRule.ExactReference => "exactReference",
        MatchRule.ReferenceAmountPeriod => "referenceAmountPeriod",
        MatchRule.AmountAndDate => "amountAndDate",
        MatchRule.Decided => "decided",
        _ => null
    };
}
