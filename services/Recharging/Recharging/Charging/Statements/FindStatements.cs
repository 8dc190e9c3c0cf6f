using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Charging;

/// <summary>Lists the statements that the caller's council is a party of, the newest first.</summary>
public static class FindStatements
{
    public sealed record Row(string Number, string Period, string State, string Stage, DateOnly IssuedOn, DateOnly? DueOn);

    public static void MapFindStatements(this IEndpointRouteBuilder statements) =>
        statements.MapGet("/", Handle).RequireOfficer(Readers.OfStatements).WithName(nameof(FindStatements));

    private static async Task<Ok<List<Row>>> Handle(RechargingDb db, CancellationToken cancellationToken)
    {
        var statements = await db.Statements.AsNoTracking().OrderByDescending(statement => statement.IssuedOn)
            .ThenByDescending(statement => statement.Number).ToListAsync(cancellationToken);
        var stages = await db.AsWorkerAsync(
            () => db.StagesAsync(statements.Select(statement => statement.Number), cancellationToken), cancellationToken);
        return TypedResults.Ok(statements.ConvertAll(statement => new Row(
            statement.Number, statement.Period.ToString(), statement.State.ToString().ToLowerInvariant(), stages[statement.Number],
            statement.IssuedOn, statement.DueOn)));
    }
}
