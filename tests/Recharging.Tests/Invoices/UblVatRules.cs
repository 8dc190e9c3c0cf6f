using System.Xml.Linq;
using static Recharging.Tests.Invoices.UblRule;

namespace Recharging.Tests.Invoices;

/// <summary>The rules of VAT: for all treatments, and for each one.</summary>
internal static class UblVatRules
{
    private const string Seller = "cac:AccountingSupplierParty/cac:Party";
    private const string Buyer = "cac:AccountingCustomerParty/cac:Party";
    private const string Subtotal = "cac:TaxTotal/cac:TaxSubtotal";
    private const string Category = $"{Subtotal}/cac:TaxCategory";
    private const string LineCategory = "*[self::cac:InvoiceLine or self::cac:CreditNoteLine]/cac:Item/cac:ClassifiedTaxCategory";

    public static readonly IReadOnlyList<UblRule> All =
    [
        X("BR-45", "a breakdown's base", $"not({Subtotal}[not(cbc:TaxableAmount)])", Remove($"{Subtotal}/cbc:TaxableAmount")),
        X("BR-46", "a breakdown's VAT", $"not({Subtotal}[not(cbc:TaxAmount)])", Remove($"{Subtotal}/cbc:TaxAmount")),
        X("BR-47", "a breakdown's treatment", $"not({Subtotal}[not(cac:TaxCategory[cac:TaxScheme/cbc:ID = 'VAT']/cbc:ID)])",
            Remove($"{Category}/cbc:ID")),
        X("BR-48", "a breakdown's rate, unless outside the scope", $"not({Category}[not(cbc:Percent) and cbc:ID != 'O'])",
            Remove($"{Category}/cbc:Percent"), of: "SEZ"),
        X("BR-CO-04", "a line's treatment", $"count({LineCategory}[cac:TaxScheme/cbc:ID = 'VAT']/cbc:ID) = count(//cac:Item)",
            Remove($"{LineCategory}/cbc:ID")),
        X("BR-CO-09", "VAT numbers with their country", "not(//cac:PartyTaxScheme[not(starts-with(cbc:CompanyID, 'GB'))])",
            Set($"{Seller}/cac:PartyTaxScheme/cbc:CompanyID", "123456789"), of: "SEZ"),
        new("BR-CO-14", "VAT is the sum of the breakdowns", root => N(root, "cac:TaxTotal/cbc:TaxAmount")
            == UblRule.All(root, Subtotal).Sum(subtotal => N(subtotal, "cbc:TaxAmount")), Add("cac:TaxTotal/cbc:TaxAmount")),
        new("BR-CO-17", "VAT is the base at the rate, to the penny: the norm's text, where the published check forgives a pound",
            root => UblRule.All(root, Subtotal).All(subtotal => N(subtotal, "cbc:TaxAmount")
                == Round(N(subtotal, "cbc:TaxableAmount") * N(subtotal, "cac:TaxCategory/cbc:Percent") / 100)),
            Add($"{Subtotal}/cbc:TaxAmount")),
        X("BR-CO-18", "at least one breakdown", Subtotal, Remove(Subtotal)),

        OneBreakdown("O"),
        X("BR-O-02", "no VAT numbers", $"not({Seller}/cac:PartyTaxScheme) and not({Buyer}/cac:PartyTaxScheme)",
            Insert(Buyer, new XElement(Cac + "PartyTaxScheme", new XElement(Cbc + "CompanyID", "GB987654321"))), of: "O"),
        X("BR-O-05", "no rate on a line", $"not({LineCategory}[cbc:ID = 'O']/cbc:Percent)",
            Insert(LineCategory, new XElement(Cbc + "Percent", "0")), of: "O"),
        BaseIsTheLines("O"),
        NoVat("O"),
        Reason("O"),
        X("BR-O-11", "no other breakdown beside it", $"count({Subtotal}) = 1", root =>
        {
            Repeat(Subtotal)(root);
            Set($"{Category}/cbc:ID", "S")(root);
        }, of: "O"),
        X("BR-O-12", "no line of another treatment beside it", $"not({LineCategory}[cbc:ID != 'O'])", Set($"{LineCategory}/cbc:ID", "S"), of: "O"),

        OneBreakdown("E"),
        SellersVatNumber("E"),
        X("BR-E-05", "the rate nil on a line", $"not({LineCategory}[not(cbc:Percent = 0)])", Set($"{LineCategory}/cbc:Percent", "20"), of: "E"),
        BaseIsTheLines("E"),
        NoVat("E"),
        Reason("E"),

        OneBreakdown("Z"),
        SellersVatNumber("Z"),
        X("BR-Z-05", "the rate nil on a line", $"not({LineCategory}[not(cbc:Percent = 0)])", Set($"{LineCategory}/cbc:Percent", "20"), of: "Z"),
        BaseIsTheLines("Z"),
        NoVat("Z"),
        NoReason("Z"),

        OneBreakdown("S"),
        SellersVatNumber("S"),
        X("BR-S-05", "a rate above nil on a line", $"not({LineCategory}[not(cbc:Percent > 0)])", Set($"{LineCategory}/cbc:Percent", "0"), of: "S"),
        BaseIsTheLines("S"),
        new("BR-S-09", "VAT is the base at the rate", root => N(root, $"{Subtotal}/cbc:TaxAmount")
            == Round(N(root, $"{Subtotal}/cbc:TaxableAmount") * N(root, $"{Category}/cbc:Percent") / 100),
            Set($"{Category}/cbc:Percent", "19"), "S"),
        NoReason("S"),
    ];

    private static UblRule OneBreakdown(string treatment) => X($"BR-{treatment}-01", "exactly one breakdown of it",
        $"count({Subtotal}[cac:TaxCategory/cbc:ID = '{treatment}']) = 1", Repeat(Subtotal), of: treatment);

    private static UblRule SellersVatNumber(string treatment) => X($"BR-{treatment}-02", "the seller's VAT number",
        $"{Seller}/cac:PartyTaxScheme[cac:TaxScheme/cbc:ID = 'VAT']/cbc:CompanyID", Remove($"{Seller}/cac:PartyTaxScheme"), of: treatment);

    private static UblRule BaseIsTheLines(string treatment) => new($"BR-{treatment}-08", "the base is the sum of the lines",
        root => N(root, $"{Subtotal}/cbc:TaxableAmount") == Lines(root).Sum(line => N(line, "cbc:LineExtensionAmount")),
        Add($"{Subtotal}/cbc:TaxableAmount"), treatment);

    private static UblRule NoVat(string treatment) => X($"BR-{treatment}-09", "no VAT", $"{Subtotal}/cbc:TaxAmount = 0",
        Add($"{Subtotal}/cbc:TaxAmount"), of: treatment);

    private static UblRule Reason(string treatment) => X($"BR-{treatment}-10", "why there is no VAT", $"{Category}/cbc:TaxExemptionReason != ''",
        Remove($"{Category}/cbc:TaxExemptionReason"), of: treatment);

    private static UblRule NoReason(string treatment) => X($"BR-{treatment}-10", "no reason why there is no VAT",
        $"not({Category}/cbc:TaxExemptionReason or {Category}/cbc:TaxExemptionReasonCode)",
        Insert(Category, new XElement(Cbc + "TaxExemptionReason", "None")), of: treatment);
}
