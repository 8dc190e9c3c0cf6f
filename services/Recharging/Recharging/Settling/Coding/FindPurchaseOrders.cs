using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Settling;

/// <summary>Shows the caller's own council's purchase orders, as they were loaded; the latest row that holds on a day counts.</summary>
public static class FindPurchaseOrders
{
    public sealed record Row(DateOnly EffectiveFrom, string AgreementReference, string? Service, string? PurchaseOrder);

    public static void MapFindPurchaseOrders(this IEndpointRouteBuilder orders) =>
        orders.MapGet("/", Handle).RequireOfficer(Readers.OfTables).WithName(nameof(FindPurchaseOrders));

    private static async Task<Ok<List<Row>>> Handle(RechargingDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await db.PurchaseOrders.AsNoTracking().OrderBy(row => row.EffectiveFrom).ThenBy(row => row.Id)
            .Select(row => new Row(row.EffectiveFrom, row.AgreementReference, row.Service, row.Number)).ToListAsync(cancellationToken));
}
