using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Ledgers;

/// <summary>Shows the caller's own council's accounts, cost centres, periods or types of document.</summary>
public static class FindMasters
{
    /// <param name="IsOpen">What the ERP says of it in all; null of a type of documents.</param>
    /// <param name="FirstDay">On which it may be booked to; null when it always was.</param>
    /// <param name="LastDay">Included; null when it has no end.</param>
    /// <param name="IsReversal">Only of a type of documents: they take others back.</param>
    public sealed record Row(
        string Code, string? Name, string? Kind, bool? IsOpen, DateOnly? FirstDay = null, DateOnly? LastDay = null, bool? IsReversal = null);

    public static void MapFindMasters(this IEndpointRouteBuilder masters) =>
        masters.MapGet("/{table}", Handle).RequireOfficerOrScope("masters:write", Readers.OfTables)
            .WithName(nameof(FindMasters));

    private static async Task<Results<Ok<List<Row>>, NotFound>> Handle(string table, RechargingDb db,
        CancellationToken cancellationToken) =>
        table switch
        {
            "accounts" => TypedResults.Ok(await db.Accounts.AsNoTracking().OrderBy(account => account.Code)
                .Select(account => new Row(account.Code, account.Name, account.Kind, account.IsOpen, account.FirstDay, account.LastDay, null))
                .ToListAsync(cancellationToken)),
            "cost-centres" => TypedResults.Ok(await db.CostCentres.AsNoTracking().OrderBy(centre => centre.Code)
                .Select(centre => new Row(centre.Code, centre.Name, null, centre.IsOpen, centre.FirstDay, centre.LastDay, null))
                .ToListAsync(cancellationToken)),
            "document-types" => TypedResults.Ok(await db.DocumentTypes.AsNoTracking().OrderBy(type => type.Code)
                .Select(type => new Row(type.Code, type.Name, null, null, null, null, type.IsReversal)).ToListAsync(cancellationToken)),
            "periods" => TypedResults.Ok((await db.LedgerPeriods.AsNoTracking().OrderBy(period => period.Period)
                .ToListAsync(cancellationToken))
                .ConvertAll(period => new Row(period.Period.ToString(), null, null, period.IsOpen))),
            _ => TypedResults.NotFound(),
        };
}
