using Microsoft.AspNetCore.Http.HttpResults;

namespace SchoolSupport.Commissions;

/// <summary>One commission with its days, visits, pauses and advisers.</summary>
public static class ViewCommission
{
    public static void MapViewCommission(this IEndpointRouteBuilder commission) =>
        commission.MapGet("/", Handle).RequireOfficer(Readers.OfCommissions)
            .WithName(nameof(ViewCommission)).WithSummary("A commission and its ledger of days");

    private static async Task<Results<Ok<CommissionView>, ProblemHttpResult>> Handle(
        string reference, SchoolSupportDb db, CancellationToken cancellationToken)
    {
        var commission = await db.Commissions.AsNoTracking().AsSplitQuery()
            .Include(found => found.Declarations).Include(found => found.Pauses).Include(found => found.Visits)
            .SingleOrDefaultAsync(found => found.Reference == reference, cancellationToken);

        return commission is null ? CommissionsArea.NoSuchCommission(reference) : TypedResults.Ok(CommissionView.Of(commission));
    }
}
