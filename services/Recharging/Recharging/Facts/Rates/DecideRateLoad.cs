using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Recharging.Officers;
using ServiceDefaults;
using Values;

namespace Recharging.Facts;

/// <summary>An officer of the other council confirms agreed rates, so that charges are worked out with them, or rejects them with a reason.
/// The council that loaded them may take them back before.</summary>
public static class DecideRateLoad
{
    public sealed record Confirmation;

    public sealed record Rejection([property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapDecideRateLoad(this IEndpointRouteBuilder loads)
    {
        loads.MapPost("/{id:guid}/confirmation",
                (Guid id, Confirmation request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken) =>
                    HandleAsync(id, "ConfirmRateLoad", (load, by, at) => load.Confirm(by, caller.NameInRecords, at), db, caller, clock,
                        cancellationToken))
            .RequireOfficer("finance-officer", "s151-delegate").WithName("ConfirmRateLoad");
        loads.MapPost("/{id:guid}/rejection",
                (Guid id, Rejection request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken) =>
                    HandleAsync(id, "RejectRateLoad", (load, by, at) => load.Reject(by, caller.NameInRecords, request.Reason, at), db,
                        caller, clock, cancellationToken))
            .RequireOfficer("finance-officer", "s151-delegate").WithName("RejectRateLoad");
        loads.MapPost("/{id:guid}/withdrawal",
                (Guid id, Rejection request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken) =>
                    HandleAsync(id, "WithdrawRateLoad", (load, by, at) => load.Withdraw(by, caller.NameInRecords, request.Reason, at), db,
                        caller, clock, cancellationToken))
            .RequireOfficer("finance-officer", "s151-delegate").WithName("WithdrawRateLoad");
    }

    private static async Task<Results<Ok<RateLoadView>, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, string action, Func<RateLoad, KeyHolder, DateTimeOffset, Refusal?> decide, RechargingDb db, Caller caller,
        BusinessClock clock, CancellationToken cancellationToken)
    {
        if (await db.RateLoads.SingleOrDefaultAsync(load => load.Id == id, cancellationToken) is not { } load)
        {
            return TypedResults.NotFound();
        }

        if (decide(load, await db.KeyHolderAsync(caller, cancellationToken), clock.GetUtcNow()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var known = await RateFacts.OfAsync(db, load.Table, RateFile.Of(load.Table)!.Kind, cancellationToken);
        if (load.State is RateLoadState.Confirmed)
        {
            db.Facts.AddRange(load.Rows
                .Select(row => known.Next(row.Subject, row.EffectiveFrom, FactKinds.Read(row.Kind, row.Body), clock.GetUtcNow()))
                .OfType<Fact>());
        }

        if (caller.Council != load.Council)
        {
            db.Notices.Add(Notice.To(load.Council, NoticeKinds.RatesDecided, load.Id.ToString(),
                $"{caller.NameInRecords} of {caller.Council} {RateLoad.Named(load.State)} {load.Rows.Length} agreed rates ({load.Table}) that "
                + $"{load.LoadedByName} loaded{(load.Reason is { } reason ? $": {reason}" : ".")}", clock.GetUtcNow()));
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, action, id.ToString(), load.Reason ?? $"{load.Rows.Length} rows"));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException twice) when (twice is DbUpdateConcurrencyException
            || twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Problems.Conflict("already-decided", "Someone else decides on these rates at this moment. Look at them again.");
        }

        return TypedResults.Ok(RateLoadView.Of(load, known));
    }
}
