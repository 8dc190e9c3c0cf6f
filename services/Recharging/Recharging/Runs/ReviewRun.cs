using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Recharging.Runs;

/// <summary>A second officer has looked at the lines; only then may the statement go out.</summary>
public static class ReviewRun
{
    public sealed record Answer(Guid Id, string State, string? ReviewedBy);

    public static void MapReviewRun(this IEndpointRouteBuilder runs) =>
        runs.MapPost("/{id:guid}/review", Handle).RequireOfficer("finance-officer", "s151-delegate").WithName(nameof(ReviewRun));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        Guid id, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var run = await db.Runs.FindAsync([id], cancellationToken);
        if (run is null)
        {
            return TypedResults.NotFound();
        }

        if (run.Review(caller.Council, caller.Subject, caller.Name) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ReviewRun), run.Period.ToString(), null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(run.Id, Run.Named(run.State), run.ReviewerName));
    }
}
