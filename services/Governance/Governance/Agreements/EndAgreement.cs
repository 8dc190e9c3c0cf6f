using System.ComponentModel.DataAnnotations;
using Governance.Contracts;
using Governance.JointPersons;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Agreements;

/// <summary>
/// One council's approval of an end by agreement. Each council calls it with its own decision; the last track fixes the last day, and
/// the other services hear of it.
/// </summary>
public static class EndAgreement
{
    public sealed record Request(
        DateOnly LastDay,
        [StringLength(2000, MinimumLength = 10)] string Reason,
        [Reference] string DecisionReference);

    public static void MapEndAgreement(this IEndpointRouteBuilder agreements) =>
        agreements.MapPost("/{reference}/ending", Handle)
            .RequireOfficer("governance-officer", "monitoring-officer").WithName(nameof(EndAgreement));

    private static async Task<Results<Ok<AgreementView>, ProblemHttpResult>> Handle(
        string reference, Request request, Caller caller, GovernanceDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var sameCouncils = await db.LockAgreementsLikeAsync(reference, cancellationToken);
        if (sameCouncils.SingleOrDefault(one => one.Reference == reference) is not { } agreement)
        {
            return Problems.NotFound($"There is no agreement {reference}.");
        }

        var decision = await db.Decisions.SingleOrDefaultAsync(one => one.Reference == request.DecisionReference, cancellationToken);
        if (decision is null)
        {
            return Problems.Invalid("decisionReference", $"There is no decision {request.DecisionReference}.");
        }

        var by = await db.KeyHolderAsync(caller, cancellationToken);
        if (agreement.End(request.LastDay, request.Reason, decision, by, clock.Today()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (agreement.Status is AgreementStatus.EndAgreed)
        {
            db.Outbox.Enqueue(agreement.Reference, new AgreementEnded
            {
                AgreementReference = agreement.Reference,
                LastDay = request.LastDay,
                Reason = request.Reason,
                OccurredAt = clock.GetUtcNow()
            });
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(EndAgreement), reference, request.Reason));
        await db.SaveChangesAsync(cancellationToken);

        return TypedResults.Ok(AgreementView.Of(agreement, clock.Today()));
    }
}
