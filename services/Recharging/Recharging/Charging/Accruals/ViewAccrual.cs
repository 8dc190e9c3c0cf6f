using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Charging;

/// <summary>Shows a period's accrual with its lines, alike for both councils.</summary>
public static class ViewAccrual
{
    public static void MapViewAccrual(this IEndpointRouteBuilder accruals) =>
        accruals.MapGet("/{period}", Handle).RequireOfficer(Readers.OfMoney).WithName(nameof(ViewAccrual));

    private static async Task<Results<Ok<AccrualView>, NotFound, ProblemHttpResult>> Handle(
        string period, RechargingDb db, CancellationToken cancellationToken)
    {
        if (!AddressedPeriod.TryParse(period, out var accrued))
        {
            return AddressedPeriod.Malformed(period);
        }

        if (await db.LastAccrualAsync(accrued, cancellationToken) is not { } accrual)
        {
            return TypedResults.NotFound();
        }

        var lines = await db.AccrualLines.AsNoTracking().Where(line => line.AccrualNumber == accrual.Number)
            .OrderBy(line => line.Position).ToListAsync(cancellationToken);
        return TypedResults.Ok(AccrualView.Of(accrual, lines));
    }
}
