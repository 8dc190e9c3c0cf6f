using Values;

namespace Recharging.Matching.Differences;

/// <summary>
/// The reasons for which a ledger line stands for no statement line, each rule once. A line that fits none has no reason.
/// </summary>
internal sealed class LeftoverReasons
{
    private readonly ToReconcile _input;
    private readonly IReadOnlyDictionary<string, LineToMatch> _statement;
    private readonly FoundInLedgers _found;
    private readonly References _references;
    private readonly Dictionary<ControlLine, (ControlLine Line, ControlLine By)> _reversals = new(ReferenceEqualityComparer.Instance);
    private readonly ILookup<(string Council, Money Amount, string Text), (ControlLine Line, string StatementLine)> _saidBefore;
    private readonly ILookup<(string Council, string Reference), ControlLine> _quoting;
    private readonly ILookup<(string Council, string Account, Money Amount, string? Text), ControlLine> _leftovers;

    public LeftoverReasons(ToReconcile input, FoundInLedgers found)
    {
        (_input, _found) = (input, found);
        _statement = input.Statement.ToDictionary(line => line.Reference, StringComparer.Ordinal);
        _references = new References([.. _statement.Keys], input.Lines.Select(line => line.ExternalLineId).OfType<string>(), input.Others.References);
        _quoting = input.Lines.Where(line => line.ExternalLineId is not null).ToLookup(line => (line.Key.Council, line.ExternalLineId!));
        foreach (var pair in found.Ledgers.Values.SelectMany(ledger => ledger.Reversals))
        {
            _reversals[pair.Line] = _reversals[pair.By] = pair;
        }

        _saidBefore = found.Legs.SelectMany(council => council.Value).SelectMany(leg => leg.Value.Lines.Select(line => (Line: line, StatementLine: leg.Key)))
            .Where(used => used.Line.Text is not null)
            .ToLookup(used => (used.Line.Key.Council, used.Line.Amount, used.Line.Text!.ToUpperInvariant()));
        _leftovers = found.Ledgers.Values.SelectMany(ledger => ledger.Leftovers).Where(line => line.Period == input.Period)
            .ToLookup(line => (line.Key.Council, line.Account, line.Amount, line.Text?.ToUpperInvariant()));
    }

    public Difference? Of(ControlLine line)
    {
        var about = (line.ExternalLineId is { } quoted ? _statement.GetValueOrDefault(quoted) : null)
            ?? (_found.Ledgers[line.Key.Council].Named.TryGetValue(line, out var named) ? _statement[named] : null);
        var leg = about is null ? null : _found.Legs[line.Key.Council].GetValueOrDefault(about.Reference);
        return EarlierStatement(line) ?? Reversed(line, about) ?? Duplicate(line, leg, about) ?? AnotherStatement(line, about)
            ?? TakenBack(line) ?? CreditNotIssued(line, about) ?? OtherAmount(line, leg, about) ?? SaidBefore(line, about) ?? LooksAlike(line);
    }

    /// <summary>A later period's line that quotes a charge once more is its duplicate there, and none of this period's pounds.</summary>
    public Difference? Later(ControlLine line) =>
        line.UsedBy is null && line.ExternalLineId is { } quoted && _statement.TryGetValue(quoted, out var about)
        && !_reversals.ContainsKey(line) && _found.Legs[line.Key.Council].GetValueOrDefault(quoted)?.Lines.FirstOrDefault(matched => matched.Amount == line.Amount)
            is { } first
            ? Twice(line, first, about) with { Amount = Money.Zero }
            : null;

    private static Difference? EarlierStatement(ControlLine line) =>
        line.UsedBy is { } statement
            ? new Difference(
                Reason.Timing,
                line.Amount,
                $"{line.Key.Council} posted {line.Amount.Abs()} of document {line.Key.DocRef} in {line.Period}; it belongs to {statement}.",
                [line],
                StatementLine: null)
            : null;

    private static Difference? Duplicate(ControlLine line, Leg? leg, LineToMatch? about) =>
        leg?.Lines.FirstOrDefault(matched => matched.Amount == line.Amount) is { } first ? Twice(line, first, about!) : null;

    private Difference? Reversed(ControlLine line, LineToMatch? about) =>
        _reversals.TryGetValue(line, out var pair) ? Cancelled(line, pair.Line, pair.By, about?.Reference) : null;

    // No reference and no word says it, but the same account has the same words and pounds the other way round.
    private Difference? TakenBack(ControlLine line) =>
        _leftovers[(line.Key.Council, line.Account, -line.Amount, line.Text?.ToUpperInvariant())].Where(other =>
            other.ExternalLineId == line.ExternalLineId && (line.Text ?? line.ExternalLineId) is not null).Take(2).ToList() is [var other]
        && _leftovers[(line.Key.Council, line.Account, line.Amount, line.Text?.ToUpperInvariant())].Count() == 1
            ? line.PostingDate > other.PostingDate || line.PostingDate == other.PostingDate && line.Key.CompareTo(other.Key) > 0
                ? Cancelled(line, other, line, statementLine: null)
                : Cancelled(line, line, other, statementLine: null)
            : null;

    private static Difference Cancelled(ControlLine line, ControlLine first, ControlLine by, string? statementLine) => new(
        Reason.Reversal,
        line.Amount,
        $"Reversal: {line.Key.Council} posted {first.Amount.Abs()} in {first.Key.DocRef} and took it back in {by.Key.DocRef}; the two cancel.",
        [line, line == first ? by : first],
        statementLine);

    // Another statement's charge: late or early here, or one posting too many where it stands already.
    private Difference? AnotherStatement(ControlLine line, LineToMatch? about)
    {
        if (about is not null || new[] { line.ExternalLineId, line.Text, line.Key.DocRef }.OfType<string>()
            .FirstOrDefault(_references.IsElsewhere) is not { } named)
        {
            return null;
        }

        var reference = line.ExternalLineId ?? named;
        var first = _quoting[(line.Key.Council, reference)].Where(other => other.Amount == line.Amount)
            .OrderBy(other => other.Period).ThenBy(other => other.PostingDate).ThenBy(other => other.Key).FirstOrDefault();
        var isFirst = first is null || ReferenceEquals(first, line);
        return isFirst && !_input.Others.Posted.Contains((line.Key.Council, reference))
            ? new Difference(
                Reason.Timing,
                line.Amount,
                $"{line.Key.Council} posted {line.Amount.Abs()} of document {line.Key.DocRef} in {line.Period}; it names '{reference}', a charge of another "
                + "statement.",
                [line],
                StatementLine: null)
            : new Difference(
                Reason.Duplicate,
                line.Amount,
                $"{line.Key.Council} posted '{reference}', a charge of another statement, twice: {line.Amount.Abs()} "
                + $"{(isFirst ? "with that statement" : $"in {first!.Key.DocRef}")} and again in {line.Key.DocRef}, in {line.Period}.",
                [line],
                StatementLine: null);
    }

    private static Difference? CreditNotIssued(ControlLine line, LineToMatch? about)
    {
        var takesBack = about is not null && line.Amount > Money.Zero
            != (about.Payee.Council == line.Key.Council ? about.Payee.IsDebit : about.Payer.IsDebit);
        return takesBack || line.DocType == ControlLine.CreditNoteDocument
            ? new Difference(
                Reason.CreditNotIssued,
                line.Amount,
                $"{line.Key.Council} has a credit of {line.Amount.Abs()} in {line.Key.DocRef}"
                + $"{(about is null ? "" : $" for {about.Description}")}; no credit was issued here.",
                [line],
                about?.Reference)
            : null;
    }

    private static Difference? OtherAmount(ControlLine line, Leg? leg, LineToMatch? about) =>
        leg is not null
            ? new Difference(
                Reason.Amount,
                line.Amount,
                $"{line.Key.Council} posted {line.Amount.Abs()} in {line.Key.DocRef} for {about!.Description} beside what matches it.",
                [line],
                about.Reference)
            : null;

    // Without a reference, the same words and amount as what is matched already.
    private Difference? SaidBefore(ControlLine line, LineToMatch? about) =>
        about is null && line.Text is { } text && !LookAlikes(line).ContainsKey(line)
        && _saidBefore[(line.Key.Council, line.Amount, text.ToUpperInvariant())].OrderBy(used => used.Line.Key)
            .ThenBy(used => used.StatementLine, StringComparer.Ordinal).FirstOrDefault() is { Line: not null } first
            ? Twice(line, first.Line, _statement[first.StatementLine])
            : null;

    private Difference? LooksAlike(ControlLine line) =>
        LookAlikes(line).TryGetValue(line, out var alike)
            ? new Difference(
                Reason.OutOfScope,
                line.Amount,
                $"{line.Key.Council} document {line.Key.DocRef} has the amount of {alike} and nearly its day, and says "
                + $"'{line.Text ?? line.ExternalLineId ?? "nothing"}': another charge.",
                [line],
                StatementLine: null)
            : null;

    private IReadOnlyDictionary<ControlLine, string> LookAlikes(ControlLine line) => _found.Ledgers[line.Key.Council].LookAlikes;

    private static Difference Twice(ControlLine line, ControlLine first, LineToMatch about) => new(
        Reason.Duplicate,
        line.Amount,
        $"{line.Key.Council} posted {about.Description} twice: {line.Amount.Abs()} in {first.Key.DocRef} and again in {line.Key.DocRef}.",
        [line, first],
        about.Reference);
}
