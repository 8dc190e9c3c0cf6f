using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Recharging.Settling;

/// <summary>A council's details for invoices, as of one loading. Added, never changed: the latest counts, and an invoice keeps those
/// that it was issued with.</summary>
public sealed class InvoicingDetails
{
    public required string Council { get; init; }

    /// <summary>Counts from 1.</summary>
    public required int Version { get; init; }

    public required InvoiceParty Party { get; init; }

    public required string LoadedBy { get; init; }

    public required DateTimeOffset LoadedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<InvoicingDetails>
    {
        public void Configure(EntityTypeBuilder<InvoicingDetails> details)
        {
            details.ToTable("invoicing_details").HasKey(row => new { row.Council, row.Version });
            details.Property(row => row.Party).HasColumnType("json").HasConversion(
                party => JsonSerializer.Serialize(party, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<InvoiceParty>(json, JsonSerializerOptions.Web)!);
        }
    }
}

/// <summary>The details as they stand.</summary>
public static class LatestDetails
{
    /// <summary>Of these councils, by council; call as the worker for another council's than the caller's own.</summary>
    public static async Task<IReadOnlyDictionary<string, InvoiceParty>> InvoicePartiesAsync(
        this RechargingDb db, IReadOnlyCollection<string> councils, CancellationToken cancellationToken) =>
        (await db.InvoicingDetails.AsNoTracking().Where(row => councils.Contains(row.Council)).ToListAsync(cancellationToken))
            .GroupBy(row => row.Council, StringComparer.Ordinal)
            .ToDictionary(rows => rows.Key, rows => rows.MaxBy(row => row.Version)!.Party, StringComparer.Ordinal);
}
