using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Recharging.Officers;
using ServiceDefaults;

namespace Recharging.Agreeing;

/// <summary>Gives a dispute to another officer of the council that is owed.</summary>
public static class HandOverDispute
{
    /// <param name="OwnerSignIn">Of one of the council's finance officers or S151 delegates who have signed in here.</param>
    /// <param name="Reason">For both councils to read; may be left out.</param>
    public sealed record Request(
        [property: StringLength(200, MinimumLength = 1)] string OwnerSignIn, [property: StringLength(2000)] string? Reason = null);

    public static void MapHandOverDispute(this IEndpointRouteBuilder disputes) =>
        disputes.MapPost("/{reference}/owner", Handle).RequireOfficer("finance-officer", "s151-delegate").WithName(nameof(HandOverDispute));

    private static async Task<Results<Ok<DisputeView>, ProblemHttpResult>> Handle(
        string reference, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var dispute = await db.HoldDisputeAsync(reference, cancellationToken);
        if (dispute is null)
        {
            return HeldDispute.Unknown(reference);
        }

        if (dispute.NotOfPayee(caller) is { } forbidden)
        {
            return forbidden;
        }

        if (await db.OwnerAsync(caller, request.OwnerSignIn.Trim(), cancellationToken) is not { } officer)
        {
            return FindOfficers.NoOwner("ownerSignIn", request.OwnerSignIn, caller);
        }

        if (dispute.HandOver(new DisputeOwner(officer.Name, officer.SignIn)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await db.WriteDownAsync(dispute, "handed over", request.Reason, caller, clock, cancellationToken);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(HandOverDispute), reference, officer.Name));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(DisputeView.Of(dispute, clock.Today()));
    }
}
