using Recharging.Agreeing;
using Recharging.Matching.Differences;
using Values;

namespace Recharging.Reconciling;

/// <summary>What clears an open item, in words that an officer can act on.</summary>
/// <param name="ToDo">Null when nobody knows yet.</param>
/// <param name="Councils">Whose officers act next; none when it clears by itself, both when either may be wrong.</param>
public sealed record Correction(string? ToDo, IReadOnlyList<string> Councils);

/// <summary>Says what clears an open item and which council does it.</summary>
public static class Corrections
{
    /// <param name="item">With the lines that its sentence is about.</param>
    /// <param name="parties">The two councils.</param>
    /// <param name="dispute">Of its statement line; null when there is none.</param>
    public static Correction Of(OpenDifference item, string[] parties, Dispute? dispute)
    {
        var mend = item.Mend ?? (item.Lines is [var first, ..] ? new(first.Council, first.DocRef, first.LineNo) : null);
        var where = mend is null ? "" : $"line {mend.LineNo} of {mend.DocRef}";
        var shown = item.Lines.Select(line => line.Council).Append(item.Council).OfType<string>().ToHashSet(StringComparer.Ordinal);
        Correction Holder(string toDo) => new(toDo, mend is not null ? [mend.Council] : item.Council is { } council ? [council] : parties);
        Correction Other(string toDo) => new(toDo, [.. parties.Where(party => !shown.Contains(party))]);
        Correction Both(string toDo) => new(toDo, parties);

        return (item.Kind, item.Reason) switch
        {
            (_, Reason.Coding) => Holder($"{mend?.Council}: recode {where} by a journal, as the sentence says; the pounds stay."),
            (_, Reason.Vat) when item.Amount == Money.Zero =>
                Holder($"{mend?.Council}: correct the VAT code or amount of {where} by a journal, before the return."),
            (_, Reason.Vat) => Both("Post the VAT that one ledger left out, with the code that the other has."),
            (_, "period") => Holder($"{mend?.Council}: move {where} to the period of the statement by a journal and its reversal."),
            (_, Reason.Duplicate) when item.Amount == Money.Zero =>
                Holder($"{mend?.Council}: reverse {where} in the later period that has it; it is in the ledger twice."),
            (_, Reason.Duplicate) => Holder($"{mend?.Council}: reverse {where}, {item.Amount.Abs()}; it is in the ledger twice."),
            (_, Reason.Timing) => new("Nothing to do: it clears when the later period is reconciled.", []),
            (_, Reason.MissingAtPayer or Reason.MissingAtPayee) => Other(
                $"{string.Join(" and ", parties.Where(party => !shown.Contains(party)))}: post the journal, or match by hand the line that "
                + "stands for it."),
            (_, Reason.Reference) => Holder($"{mend?.Council}: quote {item.StatementLine} on {where}; the pounds stay."),
            (_, Reason.PartPayment) => Holder($"{mend?.Council}: post the rest, or say why it is not due."),
            (_, Reason.CreditNotIssued) => Holder("Issue the credit here, or take the one in the ledger back."),
            (_, Reason.Disputed) => OfDispute(dispute, parties),
            (_, Reason.Amount) when item.Mend is not null => Holder($"{mend?.Council}: correct {where} by a journal."),
            (_, Reason.Amount or Reason.Rounding) => Both("Correct the ledger that is wrong, or write the difference off."),
            (_, Reason.Opening) => Both("Show what the balance brought forward is made of."),
            ("ambiguous", _) => Holder("Adopt or reject what is proposed, or match by hand: say which line is which."),
            ("noReason", _) => Holder("Match by hand, split, or write off."),
            ("notPosted", _) => Both("Both councils: collect and post the journal."),
            ("balance" or "noBalance" or "opening", _) =>
                Holder("Ask the ERP for the lines and balances of the account again: they don't agree."),
            _ => Holder("Look at its lines in the ledger.")
        };
    }

    private static Correction OfDispute(Dispute? dispute, string[] parties) => dispute switch
    {
        null => new("Resolve the dispute.", parties),
        { State: DisputeState.ResolvedCredit } =>
            new($"Nothing to do: the credit of {dispute.Accepted} that both councils agreed comes with the next statement.", []),
        { IsResolved: true } => new($"{dispute.Reference} is resolved: settle the statement again, then match again.", parties),
        { Offered: { } offered } =>
            new($"{dispute.Payer}: take the answer to {dispute.Reference}, {offered} back, or take it to the board.", [dispute.Payer]),
        _ => new($"{dispute.Payee}: answer {dispute.Reference}.", [dispute.Payee])
    };
}
