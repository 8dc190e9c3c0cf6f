using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Charging;

/// <summary>Lists the caller's runs, the newest first, with the stage that an issued one has come to.</summary>
public static class FindRuns
{
    public sealed record Row(Guid Id, string Period, string State, string Stage, string PreparedBy, string? ReviewedBy,
        string? StatementNumber, DateTimeOffset OpenedAt);

    public static void MapFindRuns(this IEndpointRouteBuilder runs) =>
        runs.MapGet("/", Handle).RequireOfficer(Readers.OfMoney).WithName(nameof(FindRuns));

    private static async Task<Ok<List<Row>>> Handle(RechargingDb db, CancellationToken cancellationToken)
    {
        var runs = await db.Runs.AsNoTracking().OrderByDescending(run => run.Id).ToListAsync(cancellationToken);
        var stages = await db.AsWorkerAsync(
            () => db.StagesAsync(runs.Select(run => run.StatementNumber), cancellationToken), cancellationToken);
        return TypedResults.Ok(runs.ConvertAll(run => new Row(
            run.Id, run.Period.ToString(), Run.Named(run.State),
            stages.GetValueOrDefault(run.StatementNumber ?? "", Run.Named(run.State)), run.PreparerName, run.ReviewerName,
            run.StatementNumber, run.OpenedAt)));
    }
}
