using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Agreeing;

/// <summary>Lists the periods that have a statement, the newest first: open or closed, and who closed or reopened them and why.</summary>
public static class FindPeriods
{
    public sealed record Row(string Period, string[] Councils, string StatementNumber, string State, IReadOnlyList<Entry> History);

    public sealed record Entry(string Became, string Council, string By, string? Reason, DateTimeOffset At);

    public static void MapFindPeriods(this IEndpointRouteBuilder periods) =>
        periods.MapGet("/", Handle).RequireOfficerOrScope("ledger:write", Readers.OfTables).WithName(nameof(FindPeriods));

    private static async Task<Ok<List<Row>>> Handle(RechargingDb db, CancellationToken cancellationToken)
    {
        var entries = (await db.PeriodEntries.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync(cancellationToken))
            .ToLookup(entry => entry.StatementNumber);
        var statements = await db.Statements.AsNoTracking().ToListAsync(cancellationToken);
        return TypedResults.Ok(statements.OrderByDescending(statement => statement.Period).Select(statement =>
        {
            var history = entries[statement.Number].Select(entry =>
                new Entry(Named(entry.IsClosed), entry.Council, entry.ByName, entry.Reason, entry.At)).ToList();
            return new Row(statement.Period.ToString(), statement.Parties, statement.Number,
                history.Count == 0 ? Named(false) : history[^1].Became, history);
        }).ToList());
    }

    private static string Named(bool isClosed) => isClosed ? "closed" : "open";
}
