using Microsoft.AspNetCore.Http.HttpResults;
using SchoolSupport.Contracts;

namespace SchoolSupport.Commissions;

/// <summary>The council that paused a commission lets it go on from a day: days from then on may be charged again.</summary>
public static class ResumeCommission
{
    public sealed record Request(DateOnly ResumedFrom);

    public static void MapResumeCommission(this IEndpointRouteBuilder commission) =>
        commission.MapPost("/resume", Handle).RequireOfficer("school-improvement-manager", "budget-holder").WithName(nameof(ResumeCommission))
            .WithSummary("Go on after a pause");

    private static async Task<Results<Ok<CommissionView>, ProblemHttpResult>> Handle(
        string reference, Request request, SchoolSupportDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var commission = await db.LockCommissionAsync(reference, cancellationToken);
        if (commission is null)
        {
            return CommissionsArea.NoSuchCommission(reference);
        }

        if (commission.ForbidAllButItsCouncils(caller) is { } forbidden)
        {
            return forbidden;
        }

        if (commission.Resume(caller.Council, request.ResumedFrom) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Outbox.Enqueue(commission.Aggregate(), new CommissionResumed
        {
            CommissionReference = reference,
            ResumedFrom = request.ResumedFrom,
            OccurredAt = clock.GetUtcNow(),
        });
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ResumeCommission), reference, reason: null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CommissionView.Of(commission));
    }
}
