using Recharging.Engine;

namespace Recharging.Settling;

/// <summary>What an invoice says of its VAT treatment.</summary>
public static class VatReasons
{
    /// <summary>The reasons of the lines, each once; a clause that gives none leaves the bare treatment.</summary>
    public static string Of(InvoiceDraft draft)
    {
        var reasons = draft.Parts.Select(part => part.Line.VatReason).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return reasons.Count > 0 ? string.Join("; ", reasons) : Named(draft.VatTreatment);
    }

    public static string Named(string vatTreatment) => vatTreatment switch
    {
        VatTreatments.Standard => "Standard-rated",
        VatTreatments.Zero => "Zero-rated",
        VatTreatments.Exempt => "Exempt from VAT",
        _ => "Outside the scope of VAT",
    };
}
