using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Officers;
using ServiceDefaults;
using Values;

namespace Recharging.Charging;

/// <summary>Puts a prepared accrual into both councils' books: in its period, and out again on the first day of the next.</summary>
public static class ApproveAccrual
{
    public sealed record Answer(string Number, string State, string? ApprovedBy, DateOnly ReversesOn);

    public static void MapApproveAccrual(this IEndpointRouteBuilder accruals) =>
        accruals.MapPost("/{period}/approval", Handle).RequireOfficer("s151-delegate").WithName(nameof(ApproveAccrual));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        string period, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (!AddressedPeriod.TryParse(period, out var accrued))
        {
            return AddressedPeriod.Malformed(period);
        }

        if (await db.LastAccrualAsync(accrued, cancellationToken) is not { } accrual)
        {
            return TypedResults.NotFound();
        }

        // When it was prepared, every run was of an earlier period: one that is not was opened since, at whatever instant.
        var runs = await db.Runs.AsNoTracking().Where(run => run.Parties == accrual.Parties && run.State != RunState.Abandoned)
            .Select(run => run.Period).ToListAsync(cancellationToken);
        var billed = runs.Exists(period => period >= accrual.Period);
        var by = await db.KeyHolderAsync(caller, cancellationToken);
        var agreements = await db.AccrualLines.Where(line => line.AccrualNumber == accrual.Number)
            .Select(line => line.AgreementReference).Distinct().ToListAsync(cancellationToken);
        var ownCouncilMay = await db.OwnCouncilMayReviewAsync(agreements, clock.Today(), cancellationToken);
        var refusal = accrual.State is AccrualState.Prepared && billed
            ? new Refusal("accrual-out-of-date", $"A run was opened since {accrual.Number} was prepared. Withdraw it and accrue again.")
            : accrual.Approve(by, caller.NameInRecords, ownCouncilMay, clock.GetUtcNow());
        if (refusal is not null)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ApproveAccrual), accrual.Number, null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(accrual.Number, Accrual.Named(accrual.State), accrual.ApproverName,
            accrual.ReversesIn.Days.FirstDay));
    }
}
