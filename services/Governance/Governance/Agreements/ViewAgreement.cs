using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Agreements;

/// <summary>Shows one agreement, to its parties only.</summary>
public static class ViewAgreement
{
    public static void MapViewAgreement(this IEndpointRouteBuilder agreements) =>
        agreements.MapGet("/{reference}", Handle).RequireOfficer(Readers.OfDecisions).WithName(nameof(ViewAgreement));

    private static async Task<Results<Ok<AgreementView>, ProblemHttpResult>> Handle(
        string reference, GovernanceDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var agreement = await db.Agreements.AsNoTracking().AsSplitQuery()
            .SingleOrDefaultAsync(one => one.Reference == reference, cancellationToken);

        return agreement is null
            ? Problems.NotFound($"There is no agreement {reference}.")
            : TypedResults.Ok(AgreementView.Of(agreement, clock.Today()));
    }
}
