using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Recharging.Charging;

/// <summary>The council that prepared an accrual gives it up before it is approved, so that another may be prepared with what is known by then.</summary>
public static class WithdrawAccrual
{
    public sealed record Request([property: StringLength(2000, MinimumLength = 10)] string Reason);

    public sealed record Answer(string Number, string State);

    public static void MapWithdrawAccrual(this IEndpointRouteBuilder accruals) =>
        accruals.MapPost("/{period}/withdrawal", Handle).RequireOfficer("finance-officer").WithName(nameof(WithdrawAccrual));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        string period, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (!AddressedPeriod.TryParse(period, out var accrued))
        {
            return AddressedPeriod.Malformed(period);
        }

        if (await db.LastAccrualAsync(accrued, cancellationToken) is not { } accrual)
        {
            return TypedResults.NotFound();
        }

        if (accrual.Withdraw(caller.Council, caller.Name, request.Reason) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(WithdrawAccrual), accrual.Number, request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(accrual.Number, Accrual.Named(accrual.State)));
    }
}
