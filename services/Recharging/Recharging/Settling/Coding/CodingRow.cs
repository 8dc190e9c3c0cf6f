using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Ledgers;

namespace Recharging.Settling;

/// <summary>
/// Where a council books a component of a service in one direction, from a day on. Added, never changed: the latest row that holds
/// on the day counts.
/// </summary>
public sealed class CodingRow
{
    public long Id { get; private set; }

    public required string Council { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>A component of a charge, or <c>control</c> or <c>vat</c>.</summary>
    public required string Component { get; init; }

    public required string Service { get; init; }

    /// <summary><c>receivable</c> or <c>payable</c>.</summary>
    public required string Direction { get; init; }

    public required string Account { get; init; }

    public required string? CostCentre { get; init; }

    public required string? VatCode { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<CodingRow>
    {
        public void Configure(EntityTypeBuilder<CodingRow> rows)
        {
            rows.ToTable("coding_rows").HasKey(row => row.Id);
            rows.HasIndex(row => new { row.Council, row.Component, row.Service, row.Direction, row.EffectiveFrom });
        }
    }
}
