using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Charging;

/// <summary>Shows a run with the lines that it would post, worked out again from the facts that it pins.</summary>
public static class ViewRun
{
    public static void MapViewRun(this IEndpointRouteBuilder runs) =>
        runs.MapGet("/{id:guid}", Handle).RequireOfficer(Readers.OfMoney).WithName(nameof(ViewRun));

    private static async Task<Results<Ok<RunView>, NotFound>> Handle(Guid id, RechargingDb db, CancellationToken cancellationToken)
    {
        var run = await db.Runs.AsNoTracking().SingleOrDefaultAsync(run => run.Id == id, cancellationToken);
        if (run is null)
        {
            return TypedResults.NotFound();
        }

        if (run.State is RunState.Issued or RunState.Abandoned)
        {
            var stages = await db.AsWorkerAsync(() => db.StagesAsync([run.StatementNumber], cancellationToken), cancellationToken);
            return TypedResults.Ok(RunView.Of(run, [], [], stages.GetValueOrDefault(run.StatementNumber ?? "")));
        }

        var (calculation, lines) = await db.AsWorkerAsync(() => db.PriceAsync(run, cancellationToken), cancellationToken);
        var contingent = run.IsFinalAccount
            ? await db.AsWorkerAsync(() => ContingentCharges.OfAsync(db, run, cancellationToken), cancellationToken) : null;
        return TypedResults.Ok(RunView.Of(run, lines, calculation.Uncharged) with { Contingent = contingent });
    }
}
