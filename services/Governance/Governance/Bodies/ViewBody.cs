using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Bodies;

/// <summary>Shows one body.</summary>
public static class ViewBody
{
    public static void MapViewBody(this IEndpointRouteBuilder bodies) =>
        bodies.MapGet("/{code}", Handle).RequireOfficer(Readers.OfDecisions).WithName(nameof(ViewBody));

    private static async Task<Results<Ok<BodyView>, ProblemHttpResult>> Handle(
        string code, GovernanceDb db, CancellationToken cancellationToken) =>
        await db.Bodies.AsNoTracking().SingleOrDefaultAsync(body => body.Code == code, cancellationToken) is { } body
            ? TypedResults.Ok(BodyView.Of(body))
            : Problems.NotFound($"There is no body {code}.");
}
