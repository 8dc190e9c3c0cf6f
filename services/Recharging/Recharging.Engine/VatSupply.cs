namespace Recharging.Engine;

/// <summary>How a charge is treated for VAT, as invoices name it.</summary>
public static class VatTreatments
{
    public const string Standard = "S";
    public const string Zero = "Z";
    public const string Exempt = "E";
    public const string OutsideScope = "O";

    /// <summary>Nothing is supplied: the charge stands on the statement, and no invoice is made of it.</summary>
    public const string NoSupply = "N";

    public static readonly IReadOnlyList<string> All = [Standard, Zero, Exempt, OutsideScope, NoSupply];
}

/// <summary>
/// Why a council supplies staff to another, how that is treated for VAT, and who says so: the one table. A clause that names its
/// supply is treated so or not at all; a clause that is silent rests on its VAT officer's own words.
/// </summary>
public sealed record VatSupply(string Name, string? Treatment, string Citation)
{
    public static readonly IReadOnlyList<VatSupply> All =
    [
        new("special-legal-regime", VatTreatments.OutsideScope,
            "supplied as a public authority under a special legal regime: VAT Act 1994 s.41A, HMRC manual VATGPB8860"),
        new("ordinary-secondment", VatTreatments.Standard,
            "staff supplied on the same legal terms as by a private supplier: HMRC manual VATGPB8860"),
        new("joint-employment", VatTreatments.NoSupply,
            "staff employed by both councils jointly, so that neither supplies the other: HMRC VAT Notice 700/34"),
        new("teaching-staff", VatTreatments.Exempt,
            "teaching staff for another eligible body's education: VAT Act 1994 Schedule 9 Group 6 item 1(a), HMRC manual VATGPB8860"),
        new("other", null, "a supply of another kind: a VAT officer has to classify it"),
    ];

    public static VatSupply? Named(string name) => All.SingleOrDefault(supply => supply.Name == name);
}
