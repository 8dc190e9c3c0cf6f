using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Decisions;

/// <summary>Lists the decisions that the caller may see, in the order of their references.</summary>
public static class FindDecisions
{
    public static void MapFindDecisions(this IEndpointRouteBuilder decisions) =>
        decisions.MapGet("/", Handle).RequireOfficer(Readers.OfDecisions).WithName(nameof(FindDecisions));

    private static async Task<Ok<Page<DecisionView>>> Handle(
        [AsParameters] PageRequest page, GovernanceDb db, CancellationToken cancellationToken)
    {
        var decisions = await db.Decisions.AsNoTracking()
            .Where(decision => decision.Reference.CompareTo(page.From) > 0)
            .OrderBy(decision => decision.Reference)
            .Take(page.Take + 1)
            .ToListAsync(cancellationToken);

        return TypedResults.Ok(
            page.Cut([.. decisions.Select(DecisionView.Of)], "/api/governance/v1/decisions", decision => decision.Reference));
    }
}
