using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using SchoolSupport.Contracts;

namespace SchoolSupport.Commissions;

/// <summary>Ends a commission early. Days after the last one are not charged, and what was not used lapses.</summary>
public static class StopCommission
{
    public sealed record Request(DateOnly LastDay, [StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapStopCommission(this IEndpointRouteBuilder commission) =>
        commission.MapPost("/stop", Handle).RequireOfficer("school-improvement-manager", "budget-holder").WithName(nameof(StopCommission))
            .WithSummary("End early");

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

        var wasTold = commission.Status is not CommissionStatus.Proposed;
        if (commission.Stop(request.LastDay, request.Reason) is { } refusal)
        {
            return refusal.ToProblem();
        }

        // Of a mere proposal nobody has heard.
        if (wasTold)
        {
            db.Outbox.Enqueue(commission.Aggregate(), new CommissionStopped
            {
                CommissionReference = reference,
                LastDay = request.LastDay,
                Reason = request.Reason,
                OccurredAt = clock.GetUtcNow(),
            });
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(StopCommission), reference, request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CommissionView.Of(commission));
    }
}
