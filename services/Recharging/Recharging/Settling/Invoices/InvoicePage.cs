using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Recharging.Engine;
using Values;

namespace Recharging.Settling;

/// <summary>An invoice as a page to print, with all that a VAT invoice must say. Its one style is allowed by hash, scripts not at
/// all.</summary>
public static class InvoicePage
{
    private const string Style =
        "body{font:16px/1.4 Arial,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}"
        + "table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{border-bottom:1px solid #b1b4b6;padding:.4rem;text-align:left;"
        + "vertical-align:top}td.amount,th.amount{text-align:right;white-space:nowrap}"
        + "dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{font-weight:bold}dd{margin:0}.parties{display:grid;grid-template-columns:1fr 1fr;gap:2rem}"
        + "@media print{@page{size:A4;margin:15mm}body{margin:0;max-width:none;font-size:10pt}thead{display:table-header-group}"
        + "tr{break-inside:avoid}}";

    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static string Write(Invoice invoice, IReadOnlyList<InvoiceLine> lines)
    {
        var title = $"{(invoice.Kind is InvoiceKind.Invoice ? "Invoice" : "Credit note")} {invoice.Number}";
        var hasVat = invoice.VatTreatment != VatTreatments.OutsideScope;
        return $"""
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Safe(title)}</title><style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>{Safe(title)}</h1>
            <dl>
            <dt>Date of issue</dt><dd>{Day(invoice.IssuedOn)}</dd>
            <dt>Time of supply</dt><dd>{Day(invoice.IssuedOn)}</dd>
            {Term("Due", invoice.DueOn is { } due ? Day(due) : null)}
            {Term("Credits invoice", invoice.Credits is { } credits ? $"{credits} of {Day(invoice.CreditsIssuedOn!.Value)}" : null)}
            <dt>Statement</dt><dd>{Safe(invoice.StatementNumber)}, {Safe(invoice.Period.ToString())}</dd>
            {Term("Buyer reference", invoice.BuyerDetails.BuyerReference)}
            {Term("Purchase order", invoice.BuyerDetails.PurchaseOrder)}
            </dl>
            <div class="parties">
            {Party("From", invoice.SellerDetails, hasVat)}
            {Party("To", invoice.BuyerDetails, hasVat)}
            </div>
            <table>
            <caption>What is {(invoice.Kind is InvoiceKind.Invoice ? "charged" : "credited")}</caption>
            <thead><tr>
            <th scope="col">Line</th><th scope="col">Description</th><th scope="col">Extent</th><th scope="col">Period</th>
            <th scope="col">VAT rate</th><th scope="col" class="amount">Net</th>
            </tr></thead>
            <tbody>
            {string.Join('\n', lines.Select(line => Row(invoice, line)))}
            </tbody>
            </table>
            <dl>
            <dt>Total without VAT</dt><dd>{invoice.Net}</dd>
            <dt>VAT, {Safe(InvoiceView.RateOf(invoice))}</dt><dd>{invoice.Vat}</dd>
            {Term("Rounding: VAT line by line less VAT on the total", invoice.Rounding == Money.Zero ? null : invoice.Rounding.ToString())}
            <dt>{(invoice.Kind is InvoiceKind.Invoice ? "To pay" : "Credited")}</dt><dd><strong>{invoice.Payable}</strong></dd>
            <dt>VAT treatment</dt><dd>{Safe(invoice.VatReason)}</dd>
            {(invoice.Kind is InvoiceKind.Invoice ? Payment(invoice) : "")}
            </dl>
            </main>
            </body>
            </html>

            """;
    }

    private static string Party(string heading, InvoiceParty party, bool hasVat) => $"""
        <section>
        <h2>{heading}</h2>
        <address>{string.Join("<br>", new[] { party.LegalName, party.Street, party.AdditionalStreet, party.City, party.Postcode }
            .Where(part => part is not null).Select(part => Safe(part!)))}</address>
        <dl>{Term("Identifier", party.LegalIdentifier)}{Term("VAT number", hasVat ? party.VatNumber : null)}</dl>
        </section>
        """;

    private static string Row(Invoice invoice, InvoiceLine line) =>
        $"<tr><td>{Safe(line.LineReference)}</td><td>{Safe(line.Description)}</td><td>{Safe(line.Working)}</td>"
        + $"<td>{Safe(line.ServicePeriod.ToString())}</td><td>{Safe(InvoiceView.RateOf(invoice))}</td>"
        + $"<td class=\"amount\">{line.Net.Abs()}</td></tr>";

    private static string Payment(Invoice invoice)
    {
        var seller = invoice.SellerDetails;
        return Term("Pay to", seller.AccountName ?? seller.LegalName) + Term("Sort code", seller.SortCode)
            + Term("Account", seller.AccountNumber) + Term("IBAN", seller.Iban) + Term("Quote", invoice.Number);
    }

    private static string Term(string term, string? says) => says is null ? "" : $"<dt>{Safe(term)}</dt><dd>{Safe(says)}</dd>";

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
