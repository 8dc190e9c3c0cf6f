using System.Globalization;
using System.Xml.Linq;
using static Recharging.Tests.Invoices.UblRule;

namespace Recharging.Tests.Invoices;

/// <summary>The rules of a document's head, parties, lines and totals.</summary>
internal static class UblDocumentRules
{
    private const string Seller = "cac:AccountingSupplierParty/cac:Party";
    private const string Buyer = "cac:AccountingCustomerParty/cac:Party";
    private const string Totals = "cac:LegalMonetaryTotal";
    private const string Line = "*[self::cac:InvoiceLine or self::cac:CreditNoteLine]";
    private const string Quantity = $"{Line}/*[self::cbc:InvoicedQuantity or self::cbc:CreditedQuantity]";

    public static readonly IReadOnlyList<UblRule> All =
    [
        X("PEPPOL-EN16931-R001", "a business process", "cbc:ProfileID", Remove("cbc:ProfileID")),
        X("PEPPOL-EN16931-R002", "one note at most", "count(cbc:Note) <= 1", Repeat("cbc:Note")),
        X("PEPPOL-EN16931-R003", "a buyer or order reference", "cbc:BuyerReference or cac:OrderReference/cbc:ID", root =>
        {
            Remove("cbc:BuyerReference")(root);
            Remove("cac:OrderReference")(root);
        }),
        X("PEPPOL-EN16931-R004", "the specification's identifier",
            "starts-with(normalize-space(cbc:CustomizationID), 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0')",
            Set("cbc:CustomizationID", "urn:cen.eu:en16931:2017")),
        X("PEPPOL-EN16931-R005", "no second currency that is the first", "not(cbc:TaxCurrencyCode = cbc:DocumentCurrencyCode)",
            root => root.Element(Cbc + "DocumentCurrencyCode")!.AddAfterSelf(new XElement(Cbc + "TaxCurrencyCode", "GBP"))),
        X("PEPPOL-EN16931-R006", "one invoiced object at most",
            "count(cac:AdditionalDocumentReference[cbc:DocumentTypeCode = '130']) <= 1", root => root.Add(Invoiced(), Invoiced())),
        new("PEPPOL-EN16931-R007", "the business process in its form",
            root => root.Element(Cbc + "ProfileID")!.Value.Split(':') is
                ["urn", "fdc", "peppol.eu", "2017", "poacc", "billing", [>= '0' and <= '9', >= '0' and <= '9'], "1.0"],
            Set("cbc:ProfileID", "urn:fdc:peppol.eu:2017:poacc:billing:1:1.0")),
        new("PEPPOL-EN16931-R008", "no empty elements",
            root => root.DescendantsAndSelf().All(element => element.HasElements || element.Value.Trim().Length > 0),
            Set($"{Buyer}/cac:PartyName/cbc:Name", " ")),
        X("PEPPOL-EN16931-R010", "the buyer's electronic address", $"{Buyer}/cbc:EndpointID", Remove($"{Buyer}/cbc:EndpointID")),
        X("PEPPOL-EN16931-R020", "the seller's electronic address", $"{Seller}/cbc:EndpointID", Remove($"{Seller}/cbc:EndpointID")),
        new("PEPPOL-EN16931-R051", "one currency", root => root.Descendants().Attributes("currencyID")
            .All(currency => currency.Value == root.Element(Cbc + "DocumentCurrencyCode")!.Value),
            root => root.Descendants(Cbc + "PriceAmount").First().SetAttributeValue("currencyID", "EUR")),
        X("PEPPOL-EN16931-R053", "one tax total with a breakdown", "count(cac:TaxTotal[cac:TaxSubtotal]) = 1", Repeat("cac:TaxTotal")),
        X("PEPPOL-EN16931-R054", "no tax total without a breakdown", "count(cac:TaxTotal[not(cac:TaxSubtotal)]) = 0",
            Remove("cac:TaxTotal/cac:TaxSubtotal")),
        new("PEPPOL-EN16931-R110", "a line starts within the invoice's period",
            root => Lines(root).All(line => Day(line, "StartDate") >= Day(root, "StartDate")),
            Set($"{Line}/cac:InvoicePeriod/cbc:StartDate", "1999-12-31")),
        new("PEPPOL-EN16931-R111", "a line ends within the invoice's period",
            root => Lines(root).All(line => Day(line, "EndDate") <= Day(root, "EndDate")),
            Set($"{Line}/cac:InvoicePeriod/cbc:EndDate", "2099-12-31")),
        new("PEPPOL-EN16931-R120", "a line is quantity times price",
            root => Lines(root).All(line => N(line, "cbc:LineExtensionAmount")
                == Round(N(line, "*[self::cbc:InvoicedQuantity or self::cbc:CreditedQuantity]") * N(line, "cac:Price/cbc:PriceAmount"))),
            Set(Quantity, "2")),
        X("PEPPOL-EN16931-P0112", "380 or 381, never the Germans' own codes", "cbc:InvoiceTypeCode = '380' or cbc:CreditNoteTypeCode = '381'",
            Set("*[self::cbc:InvoiceTypeCode or self::cbc:CreditNoteTypeCode]", "384")),
        new("PEPPOL-EN16931-F001", "days as YYYY-MM-DD",
            root => root.Descendants().Where(element => element.Name.LocalName.EndsWith("Date", StringComparison.Ordinal))
                .All(day => DateOnly.TryParseExact(day.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
            Set("cbc:IssueDate", "9/5/2023")),
        X("BR-01", "a specification", "cbc:CustomizationID != ''", Remove("cbc:CustomizationID")),
        X("BR-02", "a number", "cbc:ID != ''", Remove("cbc:ID")),
        X("BR-03", "a day of issue", "cbc:IssueDate != ''", Remove("cbc:IssueDate")),
        X("BR-04", "a type", "cbc:InvoiceTypeCode != '' or cbc:CreditNoteTypeCode != ''",
            Remove("*[self::cbc:InvoiceTypeCode or self::cbc:CreditNoteTypeCode]")),
        X("BR-05", "a currency", "cbc:DocumentCurrencyCode != ''", Remove("cbc:DocumentCurrencyCode")),
        X("BR-06", "the seller's name", $"{Seller}/cac:PartyLegalEntity/cbc:RegistrationName != ''",
            Remove($"{Seller}/cac:PartyLegalEntity/cbc:RegistrationName")),
        X("BR-07", "the buyer's name", $"{Buyer}/cac:PartyLegalEntity/cbc:RegistrationName != ''",
            Remove($"{Buyer}/cac:PartyLegalEntity/cbc:RegistrationName")),
        X("BR-08", "the seller's address", $"{Seller}/cac:PostalAddress", Remove($"{Seller}/cac:PostalAddress")),
        X("BR-09", "the seller's country", $"{Seller}/cac:PostalAddress/cac:Country/cbc:IdentificationCode != ''",
            Remove($"{Seller}/cac:PostalAddress/cac:Country")),
        X("BR-10", "the buyer's address", $"{Buyer}/cac:PostalAddress", Remove($"{Buyer}/cac:PostalAddress")),
        X("BR-11", "the buyer's country", $"{Buyer}/cac:PostalAddress/cac:Country/cbc:IdentificationCode != ''",
            Remove($"{Buyer}/cac:PostalAddress/cac:Country")),
        X("BR-12", "the sum of the lines", $"{Totals}/cbc:LineExtensionAmount", Remove($"{Totals}/cbc:LineExtensionAmount")),
        X("BR-13", "the total without VAT", $"{Totals}/cbc:TaxExclusiveAmount", Remove($"{Totals}/cbc:TaxExclusiveAmount")),
        X("BR-14", "the total with VAT", $"{Totals}/cbc:TaxInclusiveAmount", Remove($"{Totals}/cbc:TaxInclusiveAmount")),
        X("BR-15", "the amount due", $"{Totals}/cbc:PayableAmount", Remove($"{Totals}/cbc:PayableAmount")),
        new("BR-16", "at least one line", root => Lines(root).Any(), root => Lines(root).Remove()),
        X("BR-21", "a line's identifier", $"not({Line}[not(cbc:ID != '')])", Remove($"{Line}/cbc:ID")),
        X("BR-22", "a line's quantity", $"not({Line}[not(cbc:InvoicedQuantity or cbc:CreditedQuantity)])", Remove(Quantity)),
        X("BR-23", "a line's unit", $"not({Quantity}[not(@unitCode)])",
            root => UblRule.All(root, Quantity).First().Attribute("unitCode")!.Remove()),
        X("BR-24", "a line's net amount", $"not({Line}[not(cbc:LineExtensionAmount)])", Remove($"{Line}/cbc:LineExtensionAmount")),
        X("BR-25", "a line's name", $"not({Line}[not(cac:Item/cbc:Name != '')])", Remove($"{Line}/cac:Item/cbc:Name")),
        X("BR-26", "a line's price", $"not({Line}[not(cac:Price/cbc:PriceAmount)])", Remove($"{Line}/cac:Price/cbc:PriceAmount")),
        X("BR-27", "no price below nil", $"not({Line}[cac:Price/cbc:PriceAmount < 0])", Set($"{Line}/cac:Price/cbc:PriceAmount", "-1.00")),
        new("BR-29", "the period ends after it starts", root => Day(root, "EndDate") >= Day(root, "StartDate"),
            Set("cac:InvoicePeriod/cbc:EndDate", "1999-12-31")),
        X("BR-49", "how to pay", "not(cac:PaymentMeans[not(cbc:PaymentMeansCode)])", Remove("cac:PaymentMeans/cbc:PaymentMeansCode"),
            kind: "invoice"),
        X("BR-50", "the account to pay to", "not(cac:PaymentMeans[cbc:PaymentMeansCode = '30']/cac:PayeeFinancialAccount[not(cbc:ID != '')])",
            Remove("cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"), kind: "invoice"),
        X("BR-55", "the number of the invoice that is credited",
            "not(cac:BillingReference[not(cac:InvoiceDocumentReference/cbc:ID)])",
            root =>
            {
                root.Elements(Cac + "BillingReference").Remove();
                root.Add(new XElement(Cac + "BillingReference"));
            }, kind: "credit-note"),
        X("BR-62", "the scheme of the seller's address", $"{Seller}/cbc:EndpointID/@schemeID",
            root => UblRule.All(root, $"{Seller}/cbc:EndpointID").Single().Attribute("schemeID")!.Remove()),
        X("BR-63", "the scheme of the buyer's address", $"{Buyer}/cbc:EndpointID/@schemeID",
            root => UblRule.All(root, $"{Buyer}/cbc:EndpointID").Single().Attribute("schemeID")!.Remove()),
        X("BR-CO-03", "a tax point's day or its code, not both", "not(cbc:TaxPointDate and cac:InvoicePeriod/cbc:DescriptionCode)",
            Insert("cac:InvoicePeriod", new XElement(Cbc + "DescriptionCode", "35"))),
        new("BR-CO-10", "the sum of the lines", root => N(root, $"{Totals}/cbc:LineExtensionAmount")
            == Lines(root).Sum(line => N(line, "cbc:LineExtensionAmount")), Add($"{Totals}/cbc:LineExtensionAmount")),
        new("BR-CO-13", "the total without VAT is the sum of the lines", root => N(root, $"{Totals}/cbc:TaxExclusiveAmount")
            == N(root, $"{Totals}/cbc:LineExtensionAmount"), Add($"{Totals}/cbc:TaxExclusiveAmount")),
        new("BR-CO-15", "the total with VAT", root => N(root, $"{Totals}/cbc:TaxInclusiveAmount")
            == N(root, $"{Totals}/cbc:TaxExclusiveAmount") + N(root, "cac:TaxTotal/cbc:TaxAmount"), Add($"{Totals}/cbc:TaxInclusiveAmount")),
        new("BR-CO-16", "the amount due, with its rounding", root => N(root, $"{Totals}/cbc:PayableAmount")
            == N(root, $"{Totals}/cbc:TaxInclusiveAmount") + N(root, $"{Totals}/cbc:PayableRoundingAmount"), Add($"{Totals}/cbc:PayableAmount")),
        X("BR-CO-25", "a day or terms of payment", $"not({Totals}/cbc:PayableAmount > 0) or cbc:DueDate or cac:PaymentTerms/cbc:Note",
            Remove("cbc:DueDate"), kind: "invoice"),
        X("BR-CO-26", "who the seller is",
            $"{Seller}/cac:PartyIdentification/cbc:ID or {Seller}/cac:PartyLegalEntity/cbc:CompanyID or {Seller}/cac:PartyTaxScheme/cbc:CompanyID",
            root =>
            {
                Remove($"{Seller}/cac:PartyLegalEntity/cbc:CompanyID")(root);
                UblRule.All(root, $"{Seller}/cac:PartyTaxScheme").Remove();
            }),
        Decimals("BR-DEC-09", "LineExtensionAmount", $"{Totals}/cbc:LineExtensionAmount"),
        Decimals("BR-DEC-12", "TaxExclusiveAmount", $"{Totals}/cbc:TaxExclusiveAmount"),
        Decimals("BR-DEC-13", "TaxAmount", "cac:TaxTotal/cbc:TaxAmount"),
        Decimals("BR-DEC-14", "TaxInclusiveAmount", $"{Totals}/cbc:TaxInclusiveAmount"),
        Decimals("BR-DEC-18", "PayableAmount", $"{Totals}/cbc:PayableAmount"),
        Decimals("BR-DEC-19", "TaxableAmount", "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount"),
        Decimals("BR-DEC-20", "TaxAmount", "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount"),
        Decimals("BR-DEC-23", "LineExtensionAmount", $"{Line}/cbc:LineExtensionAmount"),
    ];

    private static UblRule Decimals(string id, string name, string xpath) =>
        new(id, $"{name} in pence", root => AtMostTwoDecimals(root, name), Add(xpath, 0.001m));

    private static XElement Invoiced() => new(Cac + "AdditionalDocumentReference", new XElement(Cbc + "ID", "1"),
        new XElement(Cbc + "DocumentTypeCode", "130"));

    private static DateOnly Day(XElement of, string name) => DateOnly.ParseExact(
        of.Element(Cac + "InvoicePeriod")!.Element(Cbc + name)!.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
