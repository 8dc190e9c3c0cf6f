using Values;

namespace Recharging.Matching.Differences;

/// <summary>
/// Matches a statement with both ledgers and accounts for the difference of their balances, to the penny: each line of the period is
/// in one match, one leftover or one alarm.
/// </summary>
public sealed class Reconcile
{
    private readonly ToReconcile _input;
    private readonly FoundInLedgers _found;
    private readonly List<Difference> _differences = [];
    private readonly List<ReconciliationRecord.Match> _matches = [];
    private readonly List<ReconciliationRecord.Alarm> _alarms = [];
    private readonly List<ReconciliationRecord.Proposal> _proposals = [];
    private readonly Dictionary<string, int> _unmatched;
    private readonly Dictionary<string, List<Difference>> _explained = new(StringComparer.Ordinal);
    private ILookup<string, Difference>? _besides;
    private int _matched;
    private int _matchedWithDifference;

    private Reconcile(ToReconcile input)
    {
        _input = input;
        _found = new FoundInLedgers(input);
        _unmatched = input.Councils.ToDictionary(council => council, _ => 0, StringComparer.Ordinal);
    }

    /// <summary>The record, and each ledger line that stands for a statement line.</summary>
    public static (ReconciliationRecord Record, IReadOnlyList<UsedLine> Used) Of(ToReconcile input)
    {
        var reconcile = new Reconcile(input);
        foreach (var together in reconcile._found.PostedTogether())
        {
            reconcile.Explain(together);
        }

        reconcile.ExplainOpening();
        reconcile.ExplainLeftovers();
        reconcile.NameProposals();
        reconcile._alarms.AddRange(ControlAccounts.Check(input));
        return (reconcile.Record(), reconcile._found.Used());
    }

    /// <summary>What matching found in each council's ledger.</summary>
    public static IReadOnlyDictionary<string, Findings> FindingsOf(ToReconcile input) => new FoundInLedgers(input).Ledgers;

    private void Explain(IReadOnlyList<LineToMatch> together)
    {
        var charges = together.Select(_found.Charge).ToList();
        var isUndecided = together.Any(line => _found.IsUndecided(line.Reference));
        List<Difference> differences = isUndecided ? [] : DifferencesOf(charges);
        _differences.AddRange(differences);
        foreach (var charge in charges)
        {
            _explained.Add(charge.Line.Reference, differences);
            Record(charge, isUndecided, differences);
        }
    }

    private void Record(Charge charge, bool isUndecided, List<Difference> differences)
    {
        var (line, payee, payer) = charge;
        var state = isUndecided ? "ambiguous" : StateOf(charge, differences.Count > 0);
        if (state == "notPosted" && (line.Payee.Amount != Money.Zero || line.Payer.Amount != Money.Zero))
        {
            Raise("notPosted", null, null, null, $"{line.Reference}, {line.Description}, is in neither ledger.");
        }

        var byHand = new[] { _found.Decided(line.Payee), _found.Decided(line.Payer) }.OfType<DecidedLeg>();
        var found = _found.Matches(line);
        var leastSure = found.MinBy(finding => finding.Score);
        var rule = new[] { payee, payer }.OfType<Leg>().Select(leg => (MatchRule?)leg.Rule).Max();
        _matches.Add(new ReconciliationRecord.Match(
            line.Reference,
            state,
            rule?.Id(),
            null,
            Shown.Cite((payee?.Lines ?? []).Concat(payer?.Lines ?? [])),
            leastSure?.Score,
            leastSure?.Margin,
            rule?.Version(),
            [.. found.Select(Shown.FoundIn)],
            [.. byHand.Select(leg => leg.Trace)]));
    }

    // Counts it, too.
    private string StateOf(Charge charge, bool hasDifference)
    {
        switch (charge)
        {
            case { Payee: null, Payer: null }:
                return "notPosted";
            case { Payee: not null, Payer: null } when charge.Line.Payer.Amount != Money.Zero:
                _unmatched[charge.Line.Payee.Council]++;
                return "unmatched";
            case { Payee: null, Payer: not null }:
                _unmatched[charge.Line.Payer.Council]++;
                return "unmatched";
            case var _ when hasDifference:
                _matchedWithDifference++;
                return "matchedWithDifference";
            default:
                _matched++;
                return "matched";
        }
    }

    // First what officers gave a reason for, then what the rules make of the rest.
    private List<Difference> DifferencesOf(IReadOnlyList<Charge> charges)
    {
        var decided = charges.SelectMany(charge => new[] { _found.Decided(charge.Line.Payee), _found.Decided(charge.Line.Payer) }
            .OfType<DecidedLeg>().Where(leg => leg.ReasonCode is not null && leg.Rest != Money.Zero).Select(leg => new Difference(
                leg.ReasonCode!,
                leg.Rest,
                $"{leg.Trace.By}, {leg.Trace.Council}, matched {charge.Line.Description} by hand with {leg.Rest.Abs()} "
                + $"{(leg.IsOver ? "over" : "under")}: {leg.Trace.Reason}",
                leg.Leg.Lines,
                charge.Line.Reference))).ToList();
        return [.. decided, .. DifferenceReasons.Of(charges, _input.Period, _input.Terms, decided.Sum(difference => difference.Amount))];
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
        var reasons = new LeftoverReasons(_input, _found);
        var usedEarlier = _input.Lines.Where(line => line.UsedBy is not null);
        var left = _input.Councils.SelectMany(council => _found.Ledgers[council].Leftovers.Concat(
            _found.Ledgers[council].Reversals.SelectMany(pair => new[] { pair.Line, pair.By }).OrderBy(line => line.Key)));
        foreach (var line in left.Concat(usedEarlier.OrderBy(line => line.Key)))
        {
            if (line.Period == _input.Period)
            {
                ExplainLeftover(line, reasons);
            }
            else if (reasons.Later(line) is { } later)
            {
                _differences.Add(later);
            }
        }
    }

    private void ExplainLeftover(ControlLine line, LeftoverReasons reasons)
    {
        var id = ItemId.Of("noReason", null, [line]);
        var found = reasons.Of(line);
        _unmatched[line.Key.Council] += found?.Reason == Reason.Reversal ? 0 : 1;
        if (found is not null)
        {
            _differences.Add(found);
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

    // Those that could replace each other are one alarm.
    private void NameProposals()
    {
        foreach (var alike in _input.Councils.SelectMany(council => _found.Ledgers[council].Proposals.GroupBy(proposal => proposal.Cluster)))
        {
            var lines = alike.SelectMany(proposal => proposal.Lines).Distinct<ControlLine>(ReferenceEqualityComparer.Instance)
                .OrderBy(line => line.Key).ToList();
            var id = ItemId.Of("ambiguous", null, lines);
            _proposals.AddRange(alike.Select(proposal => Shown.Proposed(id, proposal)));
            Raise(
                "ambiguous",
                lines[0].Key.Council,
                lines[0].Account,
                lines.Where(line => line.Period == _input.Period).Sum(line => line.Amount).InPounds,
                $"{lines[0].Key.Council} account {lines[0].Account}, {lines[0].Period}: "
                + $"{string.Join(" and ", lines.Select(line => $"line {line.Key.LineNo} of {line.Key.DocRef}"))} could {(lines.Count > 1 ? "each " : "")}be "
                + $"{string.Join(" or ", alike.SelectMany(proposal => proposal.Entries).Select(entry => entry.StatementLine)
                    .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}. "
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
            Balances = [.. _input.Councils.Select(BalanceOf)],
            DifferenceGbp = difference.InPounds,
            Items =
            [
                .. _differences.GroupBy(item => item.Id ?? ItemId.Of(item.Reason, item.StatementLine, item.Lines))
                    .SelectMany(alike => alike.Select((item, at) => Show(item, at == 0 ? alike.Key : $"{alike.Key}-{at + 1}")))
            ],
            UnexplainedGbp = unexplained.InPounds,
            Alarms = _alarms,
            Matches = [.. _matches.OrderBy(match => match.StatementLine, StringComparer.Ordinal).Select(WithReasons)],
            Proposals =
            [
                .. _proposals.OrderByDescending(proposal => proposal.Score)
                    .ThenBy(proposal => proposal.StatementLines[0], StringComparer.Ordinal)
                    .ThenBy(proposal => proposal.Council, StringComparer.Ordinal)
            ]
        };
    }

    // What was found of the charge itself, and of lines that were left over beside it.
    private ReconciliationRecord.Match WithReasons(ReconciliationRecord.Match match)
    {
        _besides ??= _differences.Where(item => item.StatementLine is not null && item.Reason != Reason.Reversal)
            .ToLookup(item => item.StatementLine!, StringComparer.Ordinal);
        var reasons = Reason.Worst(_explained[match.StatementLine].Concat(_besides[match.StatementLine]));
        return match with { Reason = reasons is [var worst, ..] ? worst : null, Reasons = reasons };
    }

    private ReconciliationRecord.CouncilBalance BalanceOf(string council)
    {
        var sent = _input.Balances.Where(balance => balance.Council == council).ToList();
        return new(council, sent.Sum(balance => balance.Opening).InPounds, sent.Sum(balance => balance.Closing).InPounds);
    }

    private ReconciliationRecord.Item Show(Difference item, string id) => new(
        item.Reason, item.Amount.InPounds, item.Sentence, Shown.Cite(item.Lines), item.StatementLine, id, WrittenOff(id, item.Amount)?.Trace,
        item.Mend is { } line ? new(line.Council, line.DocRef, line.LineNo) : null);

    // A write-off is of this difference and no other: when the ledgers change it, it is open again.
    private WrittenOffItem? WrittenOff(string id, Money amount) =>
        _input.Decisions.WriteOffs.TryGetValue(id, out var item) && item.Amount == amount ? item : null;

    private void Raise(
        string kind, string? council, string? account, decimal? amountGbp, string sentence, string? id = null,
        IReadOnlyList<ControlLine>? lines = null) =>
        _alarms.Add(new ReconciliationRecord.Alarm(
            kind, council, account, _input.Period.ToString(), amountGbp, sentence, id, lines is null ? null : Shown.Cite(lines)));
}
