using Microsoft.AspNetCore.Http.HttpResults;
using Recharging.Engine;
using ServiceDefaults;
using Values;

namespace Recharging.Charging;

/// <summary>Shows what a run of the month would post by all that is known now, and what it lacks. Stores nothing.</summary>
public static class PreviewRun
{
    /// <param name="Findings">What is missing before the month can be run.</param>
    /// <param name="Variance">To the month before and to the caller's own budget; null for a closing period.</param>
    /// <param name="EngineBuild">Of the code that worked it out, as a simulation says it.</param>
    public sealed record Answer(RunView Run, string EngineBuild, VarianceView? Variance, IReadOnlyList<string> Findings);

    public static void MapPreviewRun(this IEndpointRouteBuilder runs) =>
        runs.MapPost("/preview", Handle).RequireOfficer("finance-officer", "s151-delegate", "budget-holder").WithoutIdempotencyKey()
            .WithName(nameof(PreviewRun));

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
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
        var contingent = await db.AsWorkerAsync(() => ContingentCharges.OfAsync(db, run, cancellationToken), cancellationToken);
        return TypedResults.Ok(new Answer(
            RunView.Of(run, lines, calculation.Uncharged) with { Contingent = contingent },
            RechargeEngine.Build,
            run.Period.IsClosingPeriod ? null : await db.VarianceAsync(run, lines, caller.Council, cancellationToken),
            [.. calculation.Findings.Select(finding => finding.Sentence).Distinct(StringComparer.Ordinal)]));
    }
}
