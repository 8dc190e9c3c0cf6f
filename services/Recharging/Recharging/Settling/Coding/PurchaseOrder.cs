using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Recharging.Settling;

/// <summary>
/// The purchase or call-off order under which a council buys a service of an agreement, from a day on. Added, never changed: the latest
/// row that holds on the day counts.
/// </summary>
public sealed class PurchaseOrder
{
    public long Id { get; private set; }

    public required string Council { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    public required string AgreementReference { get; init; }

    /// <summary>Null for all services of the agreement without a row of their own.</summary>
    public required string? Service { get; init; }

    /// <summary>The council's own number; null when there is none from this day on.</summary>
    public required string? Number { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<PurchaseOrder>
    {
        public void Configure(EntityTypeBuilder<PurchaseOrder> orders)
        {
            orders.ToTable("purchase_orders").HasKey(order => order.Id);
            orders.HasIndex(order => new { order.Council, order.AgreementReference, order.Service, order.EffectiveFrom });
        }
    }
}

/// <summary>What one council wants quoted when it buys.</summary>
/// <param name="rows">The council's own.</param>
/// <param name="otherwise">For what no row speaks of, as its invoicing details say; null when they say none.</param>
public sealed class PurchaseOrderBook(IEnumerable<PurchaseOrder> rows, string? otherwise)
{
    private readonly ILookup<string, PurchaseOrder> _rows = rows.ToLookup(row => row.AgreementReference, StringComparer.Ordinal);

    /// <summary>A row for the service goes before one for the whole agreement.</summary>
    public string? For(string agreement, string service, DateOnly day)
    {
        var held = _rows[agreement].Where(row => row.EffectiveFrom <= day).ToList();
        var row = held.Where(row => row.Service == service).MaxBy(row => (row.EffectiveFrom, row.Id))
            ?? held.Where(row => row.Service is null).MaxBy(row => (row.EffectiveFrom, row.Id));
        return row is null ? otherwise : row.Number;
    }
}
