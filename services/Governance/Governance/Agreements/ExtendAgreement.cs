using System.ComponentModel.DataAnnotations;
using Governance.Contracts;
using Governance.JointPersons;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Agreements;

/// <summary>
/// One council's approval of a later last day. Each council calls it with its own decision; the last track moves the day, and the
/// other services hear of it.
/// </summary>
public static class ExtendAgreement
{
    public sealed record Request(
        [Reference] string Reference,
        DateOnly LastDay,
        [StringLength(2000, MinimumLength = 10)] string Reason,
        [Reference] string DecisionReference);

    public static void MapExtendAgreement(this IEndpointRouteBuilder agreements) =>
        agreements.MapPost("/{reference}/extension", Handle)
            .RequireOfficer("governance-officer", "monitoring-officer").WithName(nameof(ExtendAgreement));

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
        if (agreement.Extend(request.Reference, request.LastDay, request.Reason, decision, by, clock.Today(), sameCouncils) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (agreement.LastDay == request.LastDay)
        {
            db.Outbox.Enqueue(agreement.Reference, new AgreementVaried
            {
                AgreementReference = agreement.Reference,
                LastDay = agreement.LastDay,
                DecisionReferences = agreement.DecisionsFor(request.Reference),
                OccurredAt = clock.GetUtcNow()
            });
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ExtendAgreement), reference, request.Reason));
        if (await db.SaveAsync(cancellationToken) is { } overlapping)
        {
            return overlapping.ToProblem();
        }

        return TypedResults.Ok(AgreementView.Of(agreement, clock.Today()));
    }
}
