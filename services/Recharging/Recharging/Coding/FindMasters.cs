using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Coding;

/// <summary>Shows the caller's own council's accounts, cost centres or periods.</summary>
public static class FindMasters
{
    public sealed record Row(string Code, string? Name, string? Kind, bool IsOpen);

    public static void MapFindMasters(this IEndpointRouteBuilder masters) =>
        masters.MapGet("/{table}", Handle).RequireSignedIn().WithName(nameof(FindMasters));

    private static async Task<Results<Ok<List<Row>>, NotFound>> Handle(string table, RechargingDb db,
        CancellationToken cancellationToken) =>
        table switch
        {
            "accounts" => TypedResults.Ok(await db.Accounts.AsNoTracking().OrderBy(account => account.Code)
                .Select(account => new Row(account.Code, account.Name, account.Kind, account.IsOpen)).ToListAsync(cancellationToken)),
            "cost-centres" => TypedResults.Ok(await db.CostCentres.AsNoTracking().OrderBy(centre => centre.Code)
                .Select(centre => new Row(centre.Code, centre.Name, null, centre.IsOpen)).ToListAsync(cancellationToken)),
            "periods" => TypedResults.Ok((await db.LedgerPeriods.AsNoTracking().OrderBy(period => period.Period)
                .ToListAsync(cancellationToken))
                .ConvertAll(period => new Row(period.Period.ToString(), null, null, period.IsOpen))),
            _ => TypedResults.NotFound(),
        };
}
