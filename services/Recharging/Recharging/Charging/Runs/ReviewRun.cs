using Microsoft.AspNetCore.Http.HttpResults;
using Recharging.Officers;
using ServiceDefaults;

namespace Recharging.Charging;

/// <summary>An officer of the council that did not prepare the run has looked at the lines; only then may the statement go out.</summary>
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

        var by = await db.KeyHolderAsync(caller, cancellationToken);
        var ownCouncilMay = by.Council == run.PreparerCouncil
            && await db.OwnCouncilMayReviewAsync(await AgreementsAsync(db, run, cancellationToken), clock.Today(), cancellationToken);
        if (run.Review(by, caller.NameInRecords, ownCouncilMay) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ReviewRun), run.Period.ToString(), null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(run.Id, Run.Named(run.State), run.ReviewerName));
    }

    private static async Task<IReadOnlyList<string>> AgreementsAsync(RechargingDb db, Run run, CancellationToken cancellationToken)
    {
        var (_, lines) = await db.AsWorkerAsync(() => db.PriceAsync(run, cancellationToken), cancellationToken);
        return [.. lines.Select(line => line.AgreementReference).Distinct(StringComparer.Ordinal)];
    }
}
