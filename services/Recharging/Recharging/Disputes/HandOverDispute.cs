using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Recharging.Disputes;

/// <summary>Gives a dispute to another officer of the council that is owed.</summary>
public static class HandOverDispute
{
    /// <param name="Owner">The officer's name, as colleagues and the other council know it.</param>
    /// <param name="OwnerSignIn">As the council's own issuer knows the officer, who then finds the dispute among his own; may be left
    /// out.</param>
    /// <param name="Reason">For both councils to read; may be left out.</param>
    public sealed record Request(
        [property: StringLength(120, MinimumLength = 3)] string Owner, [property: StringLength(2000)] string? Reason = null,
        [property: StringLength(200, MinimumLength = 1)] string? OwnerSignIn = null);

    public static void MapHandOverDispute(this IEndpointRouteBuilder disputes) =>
        disputes.MapPost("/{reference}/owner", Handle).RequireOfficer("finance-officer", "s151-delegate").WithName(nameof(HandOverDispute));

    private static async Task<Results<Ok<DisputeView>, ProblemHttpResult>> Handle(
        string reference, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Owner))
        {
            return Problems.Invalid("owner", "Say which officer owns the dispute from now on.");
        }

        if (request.OwnerSignIn is not null && string.IsNullOrWhiteSpace(request.OwnerSignIn))
        {
            return Problems.Invalid("ownerSignIn", "Say how the officer signs in, or leave it out.");
        }

        var dispute = await db.HoldDisputeAsync(reference, cancellationToken);
        if (dispute is null)
        {
            return HeldDispute.Unknown(reference);
        }

        var officer = new DisputeOwner(request.Owner.Trim(), request.OwnerSignIn?.Trim());
        if ((dispute.NotOfPayee(caller) ?? dispute.HandOver(officer)?.ToProblem()) is { } refused)
        {
            return refused;
        }

        await db.WriteDownAsync(dispute, "handed over", request.Reason, caller, clock, cancellationToken);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(HandOverDispute), reference, request.Owner));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(DisputeView.Of(dispute, clock.Today()));
    }
}
