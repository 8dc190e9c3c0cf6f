using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Recharging.Charging;

/// <summary>The council that prepared a run gives it up before it is issued, so that another may be opened with what is known by then.</summary>
public static class AbandonRun
{
    public sealed record Request([property: StringLength(2000, MinimumLength = 10)] string Reason);

    public sealed record Answer(Guid Id, string State);

    public static void MapAbandonRun(this IEndpointRouteBuilder runs) =>
        runs.MapPost("/{id:guid}/abandonment", Handle).RequireOfficer("finance-officer").WithName(nameof(AbandonRun));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        Guid id, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var run = await db.Runs.FindAsync([id], cancellationToken);
        if (run is null)
        {
            return TypedResults.NotFound();
        }

        if (run.Abandon(caller.Council) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(AbandonRun), run.Period.ToString(), request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(run.Id, Run.Named(run.State)));
    }
}
