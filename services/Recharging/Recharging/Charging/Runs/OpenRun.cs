using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Recharging.Engine.Lines;
using Recharging.Officers;
using ServiceDefaults;
using Values;

namespace Recharging.Charging;

/// <summary>Opens a month's run and works it out from all that is known now. Nothing is charged until it is issued.</summary>
public static class OpenRun
{
    public static void MapOpenRun(this IEndpointRouteBuilder runs) =>
        runs.MapPost("/", Handle).RequireOfficer("finance-officer").WithName(nameof(OpenRun));

    private static async Task<Results<Created<RunView>, ProblemHttpResult>> Handle(
        NewRun.Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (!AccountingPeriod.TryParse(request.Period, out _))
        {
            return Problems.Invalid("period", "A period is a month such as 2023/24-P01, or P13 to close a year.");
        }

        var (run, refusal) = await NewRun.OfAsync(db, request, caller, clock.GetUtcNow(), cancellationToken);
        if (run is null)
        {
            return refusal!.ToProblem();
        }

        var (calculation, lines) = await db.AsWorkerAsync(() => db.PriceAsync(run, cancellationToken), cancellationToken);
        if ((calculation.WhyItCannotStand ?? run.Calculate(Draft.Sha256(lines))) is { } cannot)
        {
            return cannot.ToProblem();
        }

        db.Runs.Add(run);
        db.Notices.AddRange(run.Parties.Select(council => Notice.To(council, NoticeKinds.ApprovalWaits, run.Id.ToString(),
            $"The run of {run.Period} that {caller.Name} of {caller.Council} prepared waits for review by "
            + $"{run.Councils.Other(caller.Council)}.", clock.GetUtcNow())));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(OpenRun), request.Period, null));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException taken) when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new Refusal("run-in-hand", "Another run of these two councils is in hand. Issue or abandon it first.").ToProblem();
        }

        var contingent = run.IsFinalAccount
            ? await db.AsWorkerAsync(() => ContingentCharges.OfAsync(db, run, cancellationToken), cancellationToken) : null;
        return TypedResults.Created($"/api/recharging/v1/runs/{run.Id}",
            RunView.Of(run, lines, calculation.Uncharged) with { Contingent = contingent });
    }
}
