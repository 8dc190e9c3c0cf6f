using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SchoolSupport.Commissions;

/// <summary>Enters half a day or a day of an adviser at the school, planned or made. Nothing is charged until its note is there.</summary>
public static class LogVisit
{
    public sealed record Request(
        DateOnly Day,
        decimal Days,
        [StringLength(100, MinimumLength = 3)] string Adviser,
        [StringLength(2000, MinimumLength = 10)] string Purpose);

    public static void MapLogVisit(this IEndpointRouteBuilder commission) =>
        commission.MapPost("/visits", Handle).RequireOfficer("school-improvement-manager", "adviser").WithName(nameof(LogVisit))
            .WithSummary("Enter a visit of half a day or a day");

    private static async Task<Results<Created<CommissionView.VisitView>, ProblemHttpResult>> Handle(
        string reference, Request request, SchoolSupportDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (request.Days is not (0.5m or 1m))
        {
            return Problems.Invalid("days", "A visit is half a day (0.5) or a day (1).");
        }

        var commission = await db.LockCommissionAsync(reference, cancellationToken);
        if (commission is null)
        {
            return CommissionsArea.NoSuchCommission(reference);
        }

        if (caller.Council != commission.ProviderCouncil)
        {
            return Problems.Forbidden($"{commission.ProviderCouncil} sends the adviser, so it enters the visits.");
        }

        var authority = await db.Authorities.SingleAsync(
            known => known.AgreementReference == commission.AgreementReference, cancellationToken);
        if (await db.RefuseSecondDayAsync(request, cancellationToken) is { } twice)
        {
            return twice.ToProblem();
        }

        var visit = new Visit
        {
            Reference = await db.NextReferenceAsync("V", request.Day, cancellationToken),
            CommissionReference = reference,
            Parties = commission.Parties,
            Day = request.Day,
            Days = request.Days,
            Adviser = request.Adviser,
            Purpose = request.Purpose,
        };
        if (commission.Log(visit, authority) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(LogVisit), visit.Reference, request.Purpose));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created(
            $"/api/school-support/v1/commissions/{reference}/visits/{visit.Reference}", CommissionView.VisitView.Of(visit));
    }

    // Two visits of one adviser on one day are two half days: locked by adviser and day, because they may belong to two commissions.
    private static async Task<Refusal?> RefuseSecondDayAsync(this SchoolSupportDb db, Request request, CancellationToken cancellationToken)
    {
        var lockName = $"{request.Adviser} {request.Day:yyyy-MM-dd}";
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({lockName}, 0))", cancellationToken);
        var already = await db.Visits.Where(visit => visit.Adviser == request.Adviser && visit.Day == request.Day)
            .SumAsync(visit => visit.Days, cancellationToken);
        return already + request.Days > 1
            ? new("adviser-is-elsewhere", $"{request.Adviser} has {already:0.0} of {request.Day:yyyy-MM-dd} entered already.")
            : null;
    }
}
