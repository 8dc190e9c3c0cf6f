using System.Xml.Linq;
using Values;
using static Recharging.Settling.UblXml;

namespace Recharging.Settling;

/// <summary>
/// An invoice or credit note as UBL 2.1 by Peppol BIS Billing 3.0. The order of the elements is the schema's, which differs between
/// the two.
/// </summary>
public static class UblDocument
{
    public const string Customization = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
    public const string Profile = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";

    private static readonly XNamespace InvoiceRoot = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
    private static readonly XNamespace CreditNoteRoot = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";

    public static byte[] Write(Invoice invoice, IReadOnlyList<InvoiceLine> lines) => Bytes(Of(invoice, lines));

    private static XElement Of(Invoice invoice, IReadOnlyList<InvoiceLine> lines) => invoice.Kind is InvoiceKind.Invoice
        ? Root(InvoiceRoot + "Invoice",
            Head(invoice),
            Day("DueDate", invoice.DueOn),
            Text("InvoiceTypeCode", "380"),
            Text("Note", Note(invoice)),
            Day("TaxPointDate", invoice.IssuedOn),
            Body(invoice, lines),
            lines.Select(line => Line(invoice, line, "InvoiceLine", "InvoicedQuantity")))
        : Root(CreditNoteRoot + "CreditNote",
            Head(invoice),
            Day("TaxPointDate", invoice.IssuedOn),
            Text("CreditNoteTypeCode", "381"),
            Text("Note", Note(invoice)),
            Body(invoice, lines),
            lines.Select(line => Line(invoice, line, "CreditNoteLine", "CreditedQuantity")));

    private static XElement Root(XName name, params object?[] content) => new(
        name, new XAttribute(XNamespace.Xmlns + "cac", Cac), new XAttribute(XNamespace.Xmlns + "cbc", Cbc), content);

    private static object?[] Head(Invoice invoice) =>
        [Text("CustomizationID", Customization), Text("ProfileID", Profile), Text("ID", invoice.Number),
            Day("IssueDate", invoice.IssuedOn)];

    private static object?[] Body(Invoice invoice, IReadOnlyList<InvoiceLine> lines) =>
    [
        Text("DocumentCurrencyCode", "GBP"),
        Text("BuyerReference", invoice.BuyerDetails.BuyerReference),
        Group("InvoicePeriod",
            Day("StartDate", lines.Min(line => ServiceDays.Of(line.ServicePeriod).FirstDay)),
            Day("EndDate", lines.Max(line => ServiceDays.Of(line.ServicePeriod).LastDay))),
        Group("OrderReference", Text("ID", invoice.BuyerDetails.PurchaseOrder)),
        Group("BillingReference", Group("InvoiceDocumentReference",
            Text("ID", invoice.Credits), invoice.Credits is null ? null : Day("IssueDate", invoice.CreditsIssuedOn))),
        Group("ContractDocumentReference", Text("ID", Contract(lines))),
        UblParties.Seller(invoice),
        UblParties.Buyer(invoice),
        UblParties.Payment(invoice),
        UblTotals.Vat(invoice),
        UblTotals.Totals(invoice),
    ];

    private static XElement? Line(Invoice invoice, InvoiceLine line, string name, string quantity) => Group(name,
        Text("ID", line.LineReference),
        Text(quantity, "1", new XAttribute("unitCode", "C62")),
        Amount("LineExtensionAmount", line.Net.Abs()),
        Group("InvoicePeriod",
            Day("StartDate", ServiceDays.Of(line.ServicePeriod).FirstDay), Day("EndDate", ServiceDays.Of(line.ServicePeriod).LastDay)),
        Group("Item",
            Text("Description", $"{line.Working}; clause {line.ClauseReference}"),
            Text("Name", line.Description) ?? Text("Name", line.Subject),
            UblTotals.Category("ClassifiedTaxCategory", invoice)),
        Group("Price", Amount("PriceAmount", line.Net.Abs())));

    // One note is all that a document may have: where it comes from, and the VAT reason where no breakdown carries it. A number sign
    // would start a subject code.
    private static string Note(Invoice invoice) => string.Concat(
        $"Statement {invoice.StatementNumber}, {invoice.Period}.",
        invoice is { Kind: InvoiceKind.CreditNote, Credits: null } ? " Credits charges that were never invoiced." : "",
        UblTotals.IsExempted(invoice) ? "" : $" VAT: {invoice.VatReason}.",
        invoice.Rounding == Money.Zero ? "" : " The rounding amount is VAT line by line less VAT on the total.").Replace('#', ' ');

    private static string? Contract(IReadOnlyList<InvoiceLine> lines) =>
        lines.Select(line => line.AgreementReference).Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : null;
}
