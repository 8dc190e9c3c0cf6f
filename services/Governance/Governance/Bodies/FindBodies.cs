using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Bodies;

/// <summary>Lists the bodies that the caller may see, in the order of their codes.</summary>
public static class FindBodies
{
    public static void MapFindBodies(this IEndpointRouteBuilder bodies) =>
        bodies.MapGet("/", Handle).RequireOfficer(Readers.OfDecisions).WithName(nameof(FindBodies));

    private static async Task<Ok<Page<BodyView>>> Handle(
        [AsParameters] PageRequest page, GovernanceDb db, CancellationToken cancellationToken)
    {
        var bodies = await db.Bodies.AsNoTracking()
            .Where(body => body.Code.CompareTo(page.From) > 0)
            .OrderBy(body => body.Code)
            .Take(page.Take + 1)
            .ToListAsync(cancellationToken);

        return TypedResults.Ok(page.Cut([.. bodies.Select(BodyView.Of)], "/api/governance/v1/bodies", body => body.Code));
    }
}
