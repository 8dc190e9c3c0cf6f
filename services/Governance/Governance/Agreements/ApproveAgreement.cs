using Governance.Contracts;
using Governance.JointPersons;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Agreements;

/// <summary>
/// Completes one track of approval with a decision. The last one puts the agreement, and the clauses agreed so far, in force.
/// </summary>
public static class ApproveAgreement
{
    public sealed record Request([Reference] string DecisionReference);

    public static void MapApproveAgreement(this IEndpointRouteBuilder agreements) =>
        agreements.MapPost("/{reference}/approvals", Handle)
            .RequireOfficer("governance-officer", "monitoring-officer").WithName(nameof(ApproveAgreement));

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

        if (agreement.Approve(decision, await db.KeyHolderAsync(caller, cancellationToken), sameCouncils) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (agreement.Status is AgreementStatus.InForce)
        {
            db.Outbox.Enqueue(agreement.Reference, InForce(agreement, clock.GetUtcNow()));
            foreach (var clause in agreement.Clauses.Where(clause => clause.Status is ClauseStatus.Agreed))
            {
                db.Outbox.Enqueue(agreement.Reference, AgreeClause.Agreed(clause, clock.GetUtcNow()));
            }
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ApproveAgreement), reference, $"By decision {decision.Reference}"));
        if (await db.SaveAsync(cancellationToken) is { } overlapping)
        {
            return overlapping.ToProblem();
        }

        return TypedResults.Ok(AgreementView.Of(agreement, clock.Today()));
    }

    private static AgreementInForce InForce(Agreement agreement, DateTimeOffset now) => new()
    {
        AgreementReference = agreement.Reference,
        Title = agreement.Title,
        Provider = agreement.Provider,
        Recipient = agreement.Recipient,
        FirstDay = agreement.FirstDay,
        LastDay = agreement.LastDay,
        LegalBasis = agreement.LegalBasis,
        DecisionReferences = agreement.DecisionsFor(agreement.Reference),
        OccurredAt = now
    };
}
