using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using SchoolSupport.Contracts;

namespace SchoolSupport.Commissions;

/// <summary>Pauses an agreed commission from a day on: days from then on are not charged.</summary>
public static class PauseCommission
{
    public sealed record Request(DateOnly PausedFrom, [StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapPauseCommission(this IEndpointRouteBuilder commission) =>
        commission.MapPost("/pause", Handle).RequireOfficer("school-improvement-manager", "budget-holder").WithName(nameof(PauseCommission))
            .WithSummary("Pause from a day on");

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

        if (commission.Pause(caller.Council, request.PausedFrom, request.Reason) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Outbox.Enqueue(commission.Aggregate(), new CommissionPaused
        {
            CommissionReference = reference,
            PausedFrom = request.PausedFrom,
            Reason = request.Reason,
            OccurredAt = clock.GetUtcNow(),
        });
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(PauseCommission), reference, request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CommissionView.Of(commission));
    }
}
