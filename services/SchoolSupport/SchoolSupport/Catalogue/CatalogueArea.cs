namespace SchoolSupport.Catalogue;

/// <summary>What each council sells to schools, by the day.</summary>
public static class CatalogueArea
{
    public static void MapCatalogue(this IEndpointRouteBuilder api)
    {
        var catalogue = api.MapGroup("/catalogue").WithTags("Catalogue");
        catalogue.MapSetRate();
        catalogue.MapViewCatalogue();
    }

    /// <summary>The rate in force on the day, null when the council did not sell the service then.</summary>
    public static Task<CatalogueRate?> RateOnAsync(
        this IQueryable<CatalogueRate> rates, string council, string service, DateOnly day, CancellationToken cancellationToken) =>
        rates.AsNoTracking()
            .Where(rate => rate.Council == council && rate.Service == service && rate.EffectiveFrom <= day)
            .OrderByDescending(rate => rate.EffectiveFrom)
            .FirstOrDefaultAsync(cancellationToken);
}
