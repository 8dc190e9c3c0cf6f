using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Decisions;

/// <summary>Publishes a recorded decision: everyone may read it, and its call-in window runs.</summary>
public static class PublishDecision
{
    public sealed record Request(DateOnly PublishedOn);

    public static void MapPublishDecision(this IEndpointRouteBuilder decisions) =>
        decisions.MapPost("/{reference}/publication", Handle)
            .RequireOfficer("governance-officer", "monitoring-officer").WithName(nameof(PublishDecision));

    private static async Task<Results<Ok<DecisionView>, ProblemHttpResult>> Handle(
        string reference, Request request, Caller caller, GovernanceDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (await db.LockDecisionAsync(reference, cancellationToken) is not { } decision)
        {
            return Problems.NotFound($"There is no decision {reference}.");
        }

        var wasKnown = decision.LiveFrom is not null;
        var rule = await db.CallInRuleAsync(decision.Council, request.PublishedOn, cancellationToken);
        if (decision.Publish(caller.Council, clock.Today(), request.PublishedOn, rule) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (!wasKnown)
        {
            db.TellIfLiveDaysAreKnown(decision, clock);
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(PublishDecision), reference, reason: null));
        await db.SaveChangesAsync(cancellationToken);

        return TypedResults.Ok(DecisionView.Of(decision));
    }
}
