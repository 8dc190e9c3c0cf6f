using Recharging.Engine;
using Recharging.Engine.Lines;
using Values;

namespace Recharging.Settling;

/// <summary>An invoice or credit note that is about to be issued.</summary>
/// <param name="Credits">Of a credit note: the invoice that it gives back from.</param>
/// <param name="PurchaseOrder">Of an invoice: the one order of the buyer that it quotes. A credit note quotes what its invoice did.</param>
public sealed record InvoiceDraft(
    InvoiceKind Kind, string VatTreatment, decimal VatRatePercent, string? Credits, DateOnly? CreditsIssuedOn,
    IReadOnlyList<InvoiceDraft.Part> Parts, string? PurchaseOrder = null)
{
    // A line's VAT and its share of a part are each a rounding or two away from the rate; more than this is no rounding.
    private const int PenceOfRoundingPerLine = 3;

    /// <summary>What is taken of a statement line; below nil on a credit note.</summary>
    public sealed record Part(StatementLine Line, int Number, Money Net, Money Vat);

    public Money Net => Parts.Sum(part => part.Net).Abs();

    /// <summary>The sum at the rate, to the penny once: EN 16931 rounds per category, not per line.</summary>
    public Money Vat => Money.RoundHalfUp(Net.InPounds * VatRatePercent / 100);

    /// <summary>What brings the total to the penny that both books have.</summary>
    public Money Rounding => Parts.Sum(part => part.Vat) is var booked && Kind is InvoiceKind.CreditNote ? -booked - Vat : booked - Vat;

    /// <summary>
    /// Agreed so far less invoiced so far, line by line: what is above nil goes on an invoice of its VAT treatment, what is below on a
    /// credit note for each invoice that it gives back from. Called again, it takes only what is new.
    /// </summary>
    public static (IReadOnlyList<InvoiceDraft> Drafts, Refusal? Refusal) Of(
        IEnumerable<AgreedLine> agreed, IReadOnlyList<InvoicedPart> before)
    {
        var open = new OpenInvoices(before);
        var earlier = before.ToLookup(part => part.LineReference, StringComparer.Ordinal);
        var parts = new List<(InvoiceKind Kind, AgreedLine Agreed, string? Credits, DateOnly? CreditsIssuedOn, Part Part)>();
        foreach (var line in agreed.Where(line => line.Line.VatTreatment != VatTreatments.NoSupply).OrderBy(line => line.Line.Position))
        {
            var (net, vat) = (line.Net - earlier[line.Line.Reference].Sum(part => part.Net),
                line.Vat - earlier[line.Line.Reference].Sum(part => part.Vat));
            var number = earlier[line.Line.Reference].Count();
            if (net == Money.Zero && vat == Money.Zero)
            {
                continue;
            }

            if (net.Pence > 0)
            {
                parts.Add((InvoiceKind.Invoice, line, null, null, new Part(line.Line, number + 1, net, vat)));
                continue;
            }

            var shares = open.Give(line, net.Abs());
            var vats = shares.Count == 0 ? [] : MoneySplit.ByWeights(vat, [.. shares.Select(share => share.Net.Pence)]);
            parts.AddRange(shares.Select((share, at) => (InvoiceKind.CreditNote, line, share.Number, share.IssuedOn,
                new Part(line.Line, number + at + 1, -share.Net, vats[at]))));
            if (shares.Count == 0)
            {
                return ([], VatAlone(line, vat));
            }
        }

        var drafts = parts
            .GroupBy(part => (part.Kind, part.Agreed.Line.VatTreatment, part.Agreed.VatRatePercent, part.Credits, part.CreditsIssuedOn,
                PurchaseOrder: part.Kind is InvoiceKind.Invoice || part.Credits is null ? part.Agreed.PurchaseOrder : null))
            .OrderBy(group => group.Key.Kind).ThenBy(group => group.Key.VatTreatment, StringComparer.Ordinal)
            .ThenBy(group => group.Key.VatRatePercent).ThenBy(group => group.Key.Credits, StringComparer.Ordinal)
            .ThenBy(group => group.Key.PurchaseOrder, StringComparer.Ordinal)
            .Select(group => new InvoiceDraft(group.Key.Kind, group.Key.VatTreatment, group.Key.VatRatePercent, group.Key.Credits,
                group.Key.CreditsIssuedOn, [.. group.Select(part => part.Part)],
                group.Key.PurchaseOrder))
            .ToList();
        return drafts.Find(draft => draft.Rounding.Abs().Pence > PenceOfRoundingPerLine * draft.Parts.Count) is { } odd
            ? ([], OddVat(odd))
            : (drafts, null);
    }

    private static Refusal VatAlone(AgreedLine line, Money vat) => new(
        "vat-without-amount",
        $"{line.Line.Reference} changes VAT by {vat} and no amount. Credit it whole and charge it again with the right treatment.");

    private static Refusal OddVat(InvoiceDraft draft) => new(
        "vat-not-at-rate",
        $"VAT of {string.Join(", ", draft.Parts.Select(part => part.Line.Reference))} is {draft.Rounding} away from "
            + $"{draft.VatRatePercent:0.##}% of {draft.Net}: its treatment has changed since it was first charged. "
            + "Credit it whole and charge it again with the right treatment.");
}
