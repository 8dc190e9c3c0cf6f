using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Agreements;

/// <summary>Lists an agreement's clauses: every version, or those that rule on a day.</summary>
public static class FindClauses
{
    public static void MapFindClauses(this IEndpointRouteBuilder agreements) =>
        agreements.MapGet("/{reference}/clauses", Handle).RequireOfficer(Readers.OfDecisions).WithName(nameof(FindClauses));

    private static async Task<Results<Ok<List<ClauseView>>, ProblemHttpResult>> Handle(
        string reference, DateOnly? on, GovernanceDb db, CancellationToken cancellationToken)
    {
        var agreement = await db.Agreements.AsNoTracking().AsSplitQuery()
            .SingleOrDefaultAsync(one => one.Reference == reference, cancellationToken);
        if (agreement is null)
        {
            return Problems.NotFound($"There is no agreement {reference}.");
        }

        var clauses = on is { } day ? agreement.ClausesOn(day) : agreement.Clauses;
        return TypedResults.Ok(clauses
            .OrderBy(clause => clause.Number, StringComparer.Ordinal).ThenBy(clause => clause.Version)
            .Select(ClauseView.Of)
            .ToList());
    }
}
