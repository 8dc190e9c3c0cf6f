using Recharging.Reconciliation;
using Values;

namespace Recharging.Worklist;

/// <summary>What clears an open item, in words that an officer can act on.</summary>
public static class Corrections
{
    public static string? Of(OpenDifference item)
    {
        var first = item.Lines.Count > 0 ? item.Lines[0] : null;
        var where = first is null ? "" : $"line {first.LineNo} of {first.DocRef}";
        return (item.Kind, item.Reason) switch
        {
            (_, Reason.Coding) => $"{first?.Council}: recode {where} by a journal, as the sentence says; the pounds stay.",
            (_, Reason.Vat) when item.Amount == Money.Zero => $"{first?.Council}: correct the VAT code of {where} by a journal, before the return.",
            (_, Reason.Vat) => "Post the VAT that one ledger left out, with the code that the other has.",
            (_, "period") => $"{first?.Council}: move {where} to the period of the statement by a journal and its reversal.",
            (_, Reason.Duplicate) => $"{first?.Council}: reverse {where}, {item.Amount.Abs()}; it is in the ledger twice.",
            (_, Reason.Timing) => "Nothing to do: it clears when the later period is reconciled.",
            (_, Reason.MissingAtPayer) or (_, Reason.MissingAtPayee) => "Post the journal, or match by hand the line that stands for it.",
            (_, Reason.Reference) => $"{first?.Council}: quote {item.StatementLine} on {where}; the pounds stay.",
            (_, Reason.PartPayment) => "Wait for the rest, or ask for it.",
            (_, Reason.CreditNotIssued) => "Issue the credit here, or take the one in the ledger back.",
            (_, Reason.Disputed) => "Resolve the dispute.",
            (_, Reason.Amount) or (_, Reason.Rounding) => "Correct the ledger that is wrong, or write the difference off.",
            (_, Reason.Opening) => "Show what the balance brought forward is made of.",
            ("ambiguous", _) => "Adopt or reject what is proposed, or match by hand: say which line is which.",
            ("noReason", _) => "Match by hand, split, or write off.",
            ("notPosted", _) => "Both councils: collect and post the journal.",
            ("balance" or "noBalance" or "opening", _) => "Ask the ERP for the lines and balances of the account again: they don't agree.",
            _ => null
        };
    }
}
