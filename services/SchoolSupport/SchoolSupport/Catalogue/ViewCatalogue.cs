using Microsoft.AspNetCore.Http.HttpResults;

namespace SchoolSupport.Catalogue;

/// <summary>The rates in force on a day, of both councils.</summary>
public static class ViewCatalogue
{
    public sealed record Answer(DateOnly On, IReadOnlyList<CatalogueRate> Rates);

    public static void MapViewCatalogue(this IEndpointRouteBuilder catalogue) =>
        catalogue.MapGet("/", Handle).RequireOfficer(Readers.OfSchools)
            .WithName(nameof(ViewCatalogue)).WithSummary("Rates in force on a day");

    private static async Task<Ok<Answer>> Handle(
        DateOnly? on, SchoolSupportDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var day = on ?? clock.Today();
        var known = await db.Catalogue.AsNoTracking()
            .Where(rate => rate.EffectiveFrom <= day)
            .OrderBy(rate => rate.Council).ThenBy(rate => rate.Service).ThenByDescending(rate => rate.EffectiveFrom)
            .ToListAsync(cancellationToken);

        return TypedResults.Ok(new Answer(day, [.. known.DistinctBy(rate => (rate.Council, rate.Service))]));
    }
}
