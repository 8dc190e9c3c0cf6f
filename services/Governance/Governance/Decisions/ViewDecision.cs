using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Decisions;

/// <summary>Shows one decision.</summary>
public static class ViewDecision
{
    public static void MapViewDecision(this IEndpointRouteBuilder decisions) =>
        decisions.MapGet("/{reference}", Handle).RequireOfficer(Readers.OfDecisions).WithName(nameof(ViewDecision));

    private static async Task<Results<Ok<DecisionView>, ProblemHttpResult>> Handle(
        string reference, GovernanceDb db, CancellationToken cancellationToken) =>
        await db.Decisions.AsNoTracking().SingleOrDefaultAsync(
            decision => decision.Reference == reference, cancellationToken) is { } decision
            ? TypedResults.Ok(DecisionView.Of(decision))
            : Problems.NotFound($"There is no decision {reference}.");
}
