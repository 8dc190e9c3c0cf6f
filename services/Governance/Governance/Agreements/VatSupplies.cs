namespace Governance.Agreements;

/// <summary>
/// Why a council supplies staff to another, and the one VAT treatment that follows: a clause that names its supply can't say another.
/// A clause that is silent rests on its VAT officer's reason alone.
/// </summary>
public static class VatSupplies
{
    public const string NoSupply = "N";

    /// <summary>By supply; null where a VAT officer has to find out first what it is.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Treatments = new SortedDictionary<string, string?>(StringComparer.Ordinal)
    {
        ["special-legal-regime"] = "O",
        ["ordinary-secondment"] = "S",
        ["joint-employment"] = NoSupply,
        ["teaching-staff"] = "E",
        ["other"] = null,
    };

    /// <summary>What is wrong with treatment and supply together, or null.</summary>
    public static string? FaultIn(IReadOnlyDictionary<string, string> given)
    {
        var treatment = given.GetValueOrDefault("vatTreatment");
        if (!given.TryGetValue("vatSupply", out var supply))
        {
            return treatment == NoSupply ? "Nothing is supplied only where vatSupply says why: joint-employment." : null;
        }

        return Treatments[supply] switch
        {
            null => "A supply of another kind has no treatment before a VAT officer has found out which of the kinds it is.",
            var needed when needed != treatment => $"A supply by {supply} is treated {needed}, not {treatment}.",
            _ => null,
        };
    }
}
