using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Directions;

/// <summary>Shows one Direction.</summary>
public static class ViewDirection
{
    public static void MapViewDirection(this IEndpointRouteBuilder directions) =>
        directions.MapGet("/{reference}", Handle).RequireOfficer(Readers.OfDecisions).WithName(nameof(ViewDirection));

    private static async Task<Results<Ok<DirectionView>, ProblemHttpResult>> Handle(
        string reference, GovernanceDb db, CancellationToken cancellationToken) =>
        await db.Directions.AsNoTracking().SingleOrDefaultAsync(
            direction => direction.Reference == reference, cancellationToken) is { } direction
            ? TypedResults.Ok(DirectionView.Of(direction))
            : Problems.NotFound($"There is no Direction {reference}.");
}
