using System.ComponentModel.DataAnnotations;
using Governance.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Decisions;

/// <summary>Puts on record what a body decided. Once its live days are known, the other services hear of it.</summary>
public static class RecordDecision
{
    public sealed record Request(
        [Reference] string Reference,
        [Reference] string Body,
        [StringLength(300, MinimumLength = 3)] string Title,
        DateOnly DecidedOn,
        bool KeyDecision,
        [StringLength(4000, MinimumLength = 3)] string Reasons,
        [StringLength(2000, MinimumLength = 3)] string Outcome,
        Provenance Provenance,
        IReadOnlyList<Choice>? Options = null,
        IReadOnlyList<Choice>? Recommendations = null,
        IReadOnlyList<Report>? Reports = null,
        DateOnly? NoticeOn = null,
        DateOnly? PublishedOn = null,
        [StringLength(1000, MinimumLength = 10)] string? UrgencyReason = null,
        DateOnly? LiveFrom = null,
        DateOnly? LiveUntil = null);

    public static void MapRecordDecision(this IEndpointRouteBuilder decisions) =>
        decisions.MapPost("/", Handle).RequireOfficer("governance-officer", "monitoring-officer").WithName(nameof(RecordDecision));

    private static async Task<Results<Created<DecisionView>, ProblemHttpResult>> Handle(
        Request request, Caller caller, GovernanceDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var body = await db.Bodies.SingleOrDefaultAsync(body => body.Code == request.Body, cancellationToken);
        if (body is null)
        {
            return Problems.Invalid("body", $"There is no body {request.Body}. Register it first.");
        }

        var decision = Draft(request, body);
        var rule = await db.CallInRuleAsync(decision.Council, request.PublishedOn, cancellationToken);
        if (decision.Record(body, caller.Council, clock.Today(), request.PublishedOn, rule) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Decisions.Add(decision);
        db.TellIfLiveDaysAreKnown(decision, clock);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(RecordDecision), decision.Reference, request.Reasons));
        if (await db.SaveAsync(cancellationToken) is { } taken)
        {
            return taken.ToProblem();
        }

        return TypedResults.Created($"/api/governance/v1/decisions/{decision.Reference}", DecisionView.Of(decision));
    }

    /// <summary>The event waits for publication where call-in does: nobody may rely on days that are not known.</summary>
    internal static void TellIfLiveDaysAreKnown(this GovernanceDb db, Decision decision, BusinessClock clock)
    {
        if (decision.LiveFrom is not { } liveFrom)
        {
            return;
        }

        db.Outbox.Enqueue(decision.Reference, new DecisionRecorded
        {
            DecisionReference = decision.Reference,
            Council = decision.Council,
            Body = decision.BodyCode,
            Title = decision.Title,
            DecidedOn = decision.DecidedOn,
            LiveFrom = liveFrom,
            LiveUntil = decision.LiveUntil,
            OccurredAt = clock.GetUtcNow()
        });
    }

    private static Decision Draft(Request request, Bodies.Body body) => new()
    {
        Reference = request.Reference,
        BodyCode = body.Code,
        Council = body.Council,
        Title = request.Title,
        DecidedOn = request.DecidedOn,
        KeyDecision = request.KeyDecision,
        NoticeOn = request.NoticeOn,
        UrgencyReason = request.UrgencyReason,
        NotBefore = request.LiveFrom,
        LiveUntil = request.LiveUntil,
        Reasons = request.Reasons,
        Outcome = request.Outcome,
        Reports = request.Reports ?? [],
        Options = request.Options ?? [],
        Recommendations = request.Recommendations ?? [],
        Provenance = request.Provenance
    };
}
