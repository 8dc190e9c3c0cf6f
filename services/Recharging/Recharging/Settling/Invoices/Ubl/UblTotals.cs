using System.Globalization;
using System.Xml.Linq;
using Recharging.Engine;
using Values;
using static Recharging.Settling.UblXml;

namespace Recharging.Settling;

/// <summary>VAT and totals, as EN 16931 adds them up. All lines of a document have one treatment, so there is one breakdown.</summary>
internal static class UblTotals
{
    public static XElement? Vat(Invoice invoice) => Group("TaxTotal",
        Amount("TaxAmount", invoice.Vat),
        Group("TaxSubtotal",
            Amount("TaxableAmount", invoice.Net),
            Amount("TaxAmount", invoice.Vat),
            Category("TaxCategory", invoice, IsExempted(invoice) ? invoice.VatReason : null)));

    public static XElement? Totals(Invoice invoice) => Group("LegalMonetaryTotal",
        Amount("LineExtensionAmount", invoice.Net),
        Amount("TaxExclusiveAmount", invoice.Net),
        Amount("TaxInclusiveAmount", invoice.Net + invoice.Vat),
        invoice.Rounding == Money.Zero ? null : Amount("PayableRoundingAmount", invoice.Rounding),
        Amount("PayableAmount", invoice.Payable));

    /// <summary>A line outside the scope has no rate at all; exempt and zero-rated lines have the rate nil.</summary>
    public static XElement? Category(string name, Invoice invoice, string? reason = null) => Group(name,
        Text("ID", invoice.VatTreatment),
        invoice.VatTreatment == VatTreatments.OutsideScope
            ? null : Text("Percent", invoice.VatRatePercent.ToString("0.##", CultureInfo.InvariantCulture)),
        Text("TaxExemptionReason", reason),
        VatScheme());

    /// <summary>A breakdown says why no VAT is charged; where VAT is, or is nil by rate, it must not.</summary>
    public static bool IsExempted(Invoice invoice) => invoice.VatTreatment is VatTreatments.OutsideScope or VatTreatments.Exempt;
}
