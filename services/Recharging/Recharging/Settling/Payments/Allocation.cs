using Values;

namespace Recharging.Settling;

/// <summary>What of a payment goes to which invoice: by the number that it quotes exactly, never by its amount.</summary>
public static class Allocation
{
    public const string NoInvoice = "no-invoice";
    public const string SeveralInvoices = "several-invoices";
    public const string ReferencesDisagree = "references-disagree";
    public const string NothingToTakeBack = "nothing-to-take-back";

    /// <summary>What is paid beyond what was open: a surplus, or an invoice paid twice.</summary>
    public const string MoreThanOpen = "more-than-open";

    /// <summary>An entry has it beyond the payments that it gathers, such as a charge of the bank.</summary>
    public const string NotInDetails = "not-in-details";

    /// <summary>Everything in the payment that looks like the number of an invoice or credit note.</summary>
    public static IEnumerable<string> Quoted(BankPayment payment) => WordsOf(payment.EndToEndId ?? "").Concat(Remitted(payment))
        .Where(word => word.Contains("-INV-", StringComparison.Ordinal) || word.Contains("-CN-", StringComparison.Ordinal))
        .Distinct(StringComparer.Ordinal);

    /// <summary>
    /// Each invoice with what settles it, never more than is open on it, and why the rest, or all, is left. One payment of several invoices
    /// is shared only as its own remittance says, to the penny.
    /// </summary>
    /// <param name="known">The invoices among <see cref="Quoted"/>, by number.</param>
    /// <param name="paid">What is paid of each by this council's bank so far.</param>
    public static (IReadOnlyList<(Invoice Invoice, Money Amount)> Parts, string? Why) Of(
        BankPayment payment, string council, IReadOnlyDictionary<string, Invoice> known, Func<Invoice, Money> paid)
    {
        if (payment.IsRest)
        {
            return ([], NotInDetails);
        }

        var endToEnd = NumberIn(payment.EndToEndId, known);
        var remitted = Remitted(payment).Where(known.ContainsKey).Distinct(StringComparer.Ordinal).ToList();
        if (endToEnd is not null && remitted.Count > 0 && !remitted.Contains(endToEnd))
        {
            return ([], ReferencesDisagree);
        }

        List<(Invoice Invoice, Money Amount)> parts;
        switch (remitted)
        {
            case []:
                if (endToEnd is null)
                {
                    return ([], NoInvoice);
                }

                parts = [(known[endToEnd], payment.Amount.Abs())];
                break;
            case [var only]:
                parts = [(known[only], payment.Amount.Abs())];
                break;
            default:
                var shares = payment.Documents.Where(document => known.ContainsKey(document.Number.ToUpperInvariant()))
                    .Select(document => (Invoice: known[document.Number.ToUpperInvariant()],
                        Amount: document.AmountGbp is { } pounds ? Money.Pounds(pounds) : (Money?)null)).ToList();
                if (shares.Count != remitted.Count || shares.Any(share => share.Amount is null)
                    || shares.Sum(share => share.Amount!.Value) != payment.Amount.Abs())
                {
                    return ([], SeveralInvoices);
                }

                parts = shares.ConvertAll(share => (share.Invoice, share.Amount!.Value));
                break;
        }

        var settling = parts.ConvertAll(part => (part.Invoice, Amount: Settling(council, part.Invoice, payment.Amount, part.Amount)));
        if (settling.Any(part => (paid(part.Invoice) + part.Amount).IsNegative))
        {
            return ([], NothingToTakeBack);
        }

        var open = settling.ConvertAll(part => (part.Invoice, Amount: Least(part.Amount, part.Invoice.Payable - paid(part.Invoice))));
        return ([.. open.Where(part => part.Amount != Money.Zero)], open.SequenceEqual(settling) ? null : MoreThanOpen);
    }

    /// <summary>The council to which the document's money comes: the seller's for an invoice, the buyer's for a credit note.</summary>
    public static bool IsReceiver(string council, Invoice invoice) =>
        council == (invoice.Kind is InvoiceKind.Invoice ? invoice.Seller : invoice.Buyer);

    /// <summary>What a part of a payment does to the document: positive what settles it, negative what comes back.</summary>
    /// <param name="whole">The payment, positive what came in.</param>
    /// <param name="part">Of it, above nil.</param>
    public static Money Settling(string council, Invoice invoice, Money whole, Money part) =>
        IsReceiver(council, invoice) == whole.IsNegative ? -part : part;

    // What comes back is never cut: it is no more than was paid.
    private static Money Least(Money amount, Money open) => amount.IsNegative || amount < open ? amount : open.IsNegative ? Money.Zero : open;

    // A bank cuts a long text into lines wherever they are full, within a number too.
    private static IEnumerable<string> Remitted(BankPayment payment) =>
        payment.Documents.Select(document => document.Number).Concat(payment.Texts).Append(string.Concat(payment.Texts)).SelectMany(WordsOf);

    // Whatever stands around a number: commas, slashes, words.
    public static IEnumerable<string> WordsOf(string text) =>
        string.Concat(text.ToUpperInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-' ? letter : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('-'));

    private static string? NumberIn(string? text, IReadOnlyDictionary<string, Invoice> known)
    {
        var number = text?.Trim().ToUpperInvariant();
        return number is not null && known.ContainsKey(number) ? number : null;
    }
}
