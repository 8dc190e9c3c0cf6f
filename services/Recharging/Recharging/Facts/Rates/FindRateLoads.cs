using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Facts;

/// <summary>Shows the agreed rates that wait for the other council's word and what became of earlier ones, the newest first.</summary>
public static class FindRateLoads
{
    private const int Most = 100;

    public static void MapFindRateLoads(this IEndpointRouteBuilder loads)
    {
        loads.MapGet("/", HandleAll).RequireOfficer("finance-officer", "s151-delegate", "budget-holder", "auditor")
            .WithName(nameof(FindRateLoads));
        loads.MapGet("/{id:guid}", Handle).RequireOfficer("finance-officer", "s151-delegate", "budget-holder", "auditor")
            .WithName("ViewRateLoad");
    }

    private static async Task<Ok<List<RateLoadView>>> HandleAll(
        RechargingDb db, CancellationToken cancellationToken, bool waiting = false)
    {
        var loads = await db.RateLoads.AsNoTracking().Where(load => !waiting || load.State == RateLoadState.Waiting)
            .OrderByDescending(load => load.Id).Take(Most).ToListAsync(cancellationToken);
        var known = new Dictionary<string, RateFacts>(StringComparer.Ordinal);
        foreach (var table in loads.Select(load => load.Table).Distinct(StringComparer.Ordinal))
        {
            known[table] = await RateFacts.OfAsync(db, table, RateFile.Of(table)!.Kind, cancellationToken);
        }

        return TypedResults.Ok(loads.ConvertAll(load => RateLoadView.Of(load, known[load.Table])));
    }

    private static async Task<Results<Ok<RateLoadView>, NotFound>> Handle(Guid id, RechargingDb db, CancellationToken cancellationToken) =>
        await db.RateLoads.AsNoTracking().SingleOrDefaultAsync(load => load.Id == id, cancellationToken) is { } load
            ? TypedResults.Ok(RateLoadView.Of(
                load, await RateFacts.OfAsync(db, load.Table, RateFile.Of(load.Table)!.Kind, cancellationToken)))
            : TypedResults.NotFound();
}
