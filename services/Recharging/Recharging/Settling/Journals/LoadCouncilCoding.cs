using Microsoft.EntityFrameworkCore;
using Recharging.Ledgers;

namespace Recharging.Settling;

/// <summary>Reads how councils book. Call as the worker for another council's than the caller's own.</summary>
public static class LoadCouncilCoding
{
    public static async Task<IReadOnlyDictionary<string, CouncilCoding>> CouncilCodingAsync(
        this RechargingDb db, IReadOnlyCollection<string> councils, CancellationToken cancellationToken)
    {
        var rows = (await db.CodingRows.AsNoTracking().Where(row => councils.Contains(row.Council)).ToListAsync(cancellationToken))
            .ToLookup(row => row.Council);
        var mapped = (await db.MappedCodes.AsNoTracking().Where(row => councils.Contains(row.Council)).ToListAsync(cancellationToken))
            .ToLookup(row => row.Council);
        var open = await OpenCodes.OfAsync(db, councils, cancellationToken);
        var parties = await db.InvoicePartiesAsync(councils, cancellationToken);
        var orders = await db.PurchaseOrdersAsync(councils, parties, cancellationToken);
        return councils.ToDictionary(
            council => council,
            council => new CouncilCoding(
                [.. rows[council]], open, orders[council], parties.GetValueOrDefault(council)?.RequiresPurchaseOrder ?? false,
                [.. mapped[council]]),
            StringComparer.Ordinal);
    }

    /// <summary>What each council wants quoted, by council.</summary>
    public static async Task<IReadOnlyDictionary<string, PurchaseOrderBook>> PurchaseOrdersAsync(
        this RechargingDb db, IReadOnlyCollection<string> councils, IReadOnlyDictionary<string, InvoiceParty> parties,
        CancellationToken cancellationToken)
    {
        var rows = (await db.PurchaseOrders.AsNoTracking().Where(row => councils.Contains(row.Council)).ToListAsync(cancellationToken))
            .ToLookup(row => row.Council);
        return councils.ToDictionary(
            council => council,
            council => new PurchaseOrderBook(rows[council], parties.GetValueOrDefault(council)?.PurchaseOrder),
            StringComparer.Ordinal);
    }
}
