using Microsoft.AspNetCore.Http.HttpResults;

namespace SchoolSupport.Commissions;

/// <summary>Closes a commission whose visits are all evidenced. Nothing more can be charged under it.</summary>
public static class CompleteCommission
{
    public sealed record Request;

    public static void MapCompleteCommission(this IEndpointRouteBuilder commission) =>
        commission.MapPost("/completion", Handle).RequireOfficer("school-improvement-manager").WithName(nameof(CompleteCommission))
            .WithSummary("Complete when all visits are evidenced");

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

        if (commission.Complete() is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(CompleteCommission), reference, reason: null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CommissionView.Of(commission));
    }
}
