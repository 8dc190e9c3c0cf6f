using Values;

namespace Recharging.Reconciliation;

/// <summary>
/// The reasons for which a ledger line stands for no statement line, each rule once. A line that fits none has no reason.
/// </summary>
public static class LeftoverReasons
{
    public static Difference? Of(
        ControlLine line, IReadOnlyDictionary<string, LineToMatch> statement, IReadOnlyDictionary<string, Leg> legs)
    {
        var about = line.ExternalLineId is { } quoted ? statement.GetValueOrDefault(quoted) : null;
        var leg = about is null ? null : legs.GetValueOrDefault(about.Reference);
        return EarlierStatement(line) ?? Duplicate(line, leg, about) ?? CreditNotIssued(line, about) ?? OtherAmount(line, leg, about);
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
        leg?.Lines.FirstOrDefault(matched => matched.Amount == line.Amount) is { } first
            ? new Difference(
                Reason.Duplicate,
                line.Amount,
                $"{line.Key.Council} posted {about!.Description} twice: {line.Amount.Abs()} in {first.Key.DocRef} and again in "
                + $"{line.Key.DocRef}.",
                [line, first],
                about.Reference)
            : null;

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
}
