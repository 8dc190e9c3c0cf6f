using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Directions;

/// <summary>Lists the Directions that the caller may see, in the order of their references.</summary>
public static class FindDirections
{
    public static void MapFindDirections(this IEndpointRouteBuilder directions) =>
        directions.MapGet("/", Handle).RequireOfficer(Readers.OfDecisions).WithName(nameof(FindDirections));

    private static async Task<Ok<Page<DirectionView>>> Handle(
        [AsParameters] PageRequest page, GovernanceDb db, CancellationToken cancellationToken)
    {
        var directions = await db.Directions.AsNoTracking()
            .Where(direction => direction.Reference.CompareTo(page.From) > 0)
            .OrderBy(direction => direction.Reference)
            .Take(page.Take + 1)
            .ToListAsync(cancellationToken);

        return TypedResults.Ok(
            page.Cut([.. directions.Select(DirectionView.Of)], "/api/governance/v1/directions", direction => direction.Reference));
    }
}
