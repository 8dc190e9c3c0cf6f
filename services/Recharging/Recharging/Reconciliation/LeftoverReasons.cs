using Values;

namespace Recharging.Reconciliation;

/// <summary>
/// The reasons for which a ledger line stands for no statement line, each rule once. A line that fits none has no reason.
/// </summary>
public sealed class LeftoverReasons
{
    private readonly IReadOnlyDictionary<string, LineToMatch> _statement;
    private readonly Func<string, string, Leg?> _legOf;
    private readonly IReadOnlyDictionary<ControlLine, string> _lookAlikes;
    private readonly ILookup<(string Council, Money Amount, string Text), (ControlLine Line, string StatementLine)> _saidBefore;

    /// <param name="statement">By reference.</param>
    /// <param name="legs">By council and statement line.</param>
    /// <param name="lookAlikes">The statement line whose amount and day a leftover has.</param>
    public LeftoverReasons(
        IReadOnlyDictionary<string, LineToMatch> statement,
        IReadOnlyDictionary<string, Dictionary<string, Leg>> legs,
        IReadOnlyDictionary<ControlLine, string> lookAlikes)
    {
        _statement = statement;
        _legOf = (council, reference) => legs[council].GetValueOrDefault(reference);
        _lookAlikes = lookAlikes;
        _saidBefore = legs.SelectMany(council => council.Value).SelectMany(leg => leg.Value.Lines.Select(line => (Line: line, StatementLine: leg.Key)))
            .Where(used => used.Line.Text is not null)
            .ToLookup(used => (used.Line.Key.Council, used.Line.Amount, used.Line.Text!.ToUpperInvariant()));
    }

    public Difference? Of(ControlLine line)
    {
        var about = line.ExternalLineId is { } quoted ? _statement.GetValueOrDefault(quoted) : null;
        var leg = about is null ? null : _legOf(line.Key.Council, about.Reference);
        return EarlierStatement(line) ?? Duplicate(line, leg, about) ?? CreditNotIssued(line, about) ?? OtherAmount(line, leg, about)
            ?? SaidBefore(line, about) ?? LooksAlike(line);
    }

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
        about is null && line.Text is { } text && !_lookAlikes.ContainsKey(line)
        && _saidBefore[(line.Key.Council, line.Amount, text.ToUpperInvariant())].OrderBy(used => used.Line.Key)
            .ThenBy(used => used.StatementLine, StringComparer.Ordinal).FirstOrDefault() is { Line: not null } first
            ? Twice(line, first.Line, _statement[first.StatementLine])
            : null;

    private Difference? LooksAlike(ControlLine line) =>
        _lookAlikes.TryGetValue(line, out var alike)
            ? new Difference(
                Reason.OutOfScope,
                line.Amount,
                $"{line.Key.Council} document {line.Key.DocRef} has the amount of {alike} and nearly its day, and says "
                + $"'{line.Text ?? line.ExternalLineId ?? "nothing"}': another charge.",
                [line],
                StatementLine: null)
            : null;

    private static Difference Twice(ControlLine line, ControlLine first, LineToMatch about) => new(
        Reason.Duplicate,
        line.Amount,
        $"{line.Key.Council} posted {about.Description} twice: {line.Amount.Abs()} in {first.Key.DocRef} and again in {line.Key.DocRef}.",
        [line, first],
        about.Reference);
}
