namespace SchoolSupport.Catalogue;

/// <summary>What a council charges for a day of a service, from a day on until the next rate. Rates are added, never changed.</summary>
public sealed class CatalogueRate
{
    /// <summary>The council that sells.</summary>
    public required string Council { get; init; }

    public required string Service { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    public required string Name { get; init; }

    public required decimal DayRateGbp { get; init; }
}
