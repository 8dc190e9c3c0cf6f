using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Recharging.Agreeing;

/// <summary>The council that is owed begins to look into the dispute.</summary>
public static class ReviewDispute
{
    public static void MapReviewDispute(this IEndpointRouteBuilder disputes) =>
        disputes.MapPost("/{reference}/review", Handle).RequireOfficer("finance-officer", "s151-delegate")
            .WithName(nameof(ReviewDispute));

    private static async Task<Results<Ok<DisputeView>, ProblemHttpResult>> Handle(
        string reference, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var dispute = await db.HoldDisputeAsync(reference, cancellationToken);
        if (dispute is null)
        {
            return HeldDispute.Unknown(reference);
        }

        if ((dispute.NotOfPayee(caller) ?? dispute.Review(clock.Today())?.ToProblem()) is { } refused)
        {
            return refused;
        }

        await db.WriteDownAsync(dispute, "under review", null, caller, clock, cancellationToken);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ReviewDispute), reference, null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(DisputeView.Of(dispute, clock.Today()));
    }
}
