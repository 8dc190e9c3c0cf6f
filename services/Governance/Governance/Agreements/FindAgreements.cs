using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Agreements;

/// <summary>Lists the agreements to which the caller's council is a party, in the order of their references.</summary>
public static class FindAgreements
{
    public static void MapFindAgreements(this IEndpointRouteBuilder agreements) =>
        agreements.MapGet("/", Handle).RequireOfficer(Readers.OfDecisions).WithName(nameof(FindAgreements));

    private static async Task<Ok<Page<AgreementView>>> Handle(
        [AsParameters] PageRequest page, GovernanceDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var today = clock.Today();
        var agreements = await db.Agreements.AsNoTracking()
            .Where(agreement => agreement.Reference.CompareTo(page.From) > 0)
            .OrderBy(agreement => agreement.Reference)
            .Take(page.Take + 1)
            .AsSplitQuery()
            .ToListAsync(cancellationToken);

        return TypedResults.Ok(page.Cut(
            [.. agreements.Select(agreement => AgreementView.Of(agreement, today))],
            "/api/governance/v1/agreements",
            agreement => agreement.Reference));
    }
}
