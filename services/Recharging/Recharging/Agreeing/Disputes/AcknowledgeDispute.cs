using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Recharging.Agreeing;

/// <summary>The council that is owed has seen the dispute; the officer who says so owns it.</summary>
public static class AcknowledgeDispute
{
    public static void MapAcknowledgeDispute(this IEndpointRouteBuilder disputes) =>
        disputes.MapPost("/{reference}/acknowledgement", Handle).RequireOfficer("finance-officer", "s151-delegate")
            .WithName(nameof(AcknowledgeDispute));

    private static async Task<Results<Ok<DisputeView>, ProblemHttpResult>> Handle(
        string reference, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var dispute = await db.HoldDisputeAsync(reference, cancellationToken);
        if (dispute is null)
        {
            return HeldDispute.Unknown(reference);
        }

        if ((dispute.NotOfPayee(caller) ?? dispute.Acknowledge(DisputeOwner.Of(caller), clock.Today())?.ToProblem()) is { } refused)
        {
            return refused;
        }

        await db.WriteDownAsync(dispute, "acknowledged", null, caller, clock, cancellationToken);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(AcknowledgeDispute), reference, null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(DisputeView.Of(dispute, clock.Today()));
    }
}
