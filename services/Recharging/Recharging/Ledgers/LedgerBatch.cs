using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Recharging.Ledgers;

/// <summary>A batch of ledger lines that a council's ERP sent, and what became of it.</summary>
public sealed class LedgerBatch
{
    public required string Council { get; init; }

    public required string SourceSystem { get; init; }

    public required string BatchId { get; init; }

    /// <summary>By it the same content is known when it comes again.</summary>
    public required byte[] ContentSha256 { get; init; }

    public required int Lines { get; init; }

    public required decimal TotalDebitGbp { get; init; }

    public required decimal TotalCreditGbp { get; init; }

    /// <summary>Lines that this batch added.</summary>
    public required int Accepted { get; init; }

    /// <summary>Lines that an earlier batch had brought with the same content.</summary>
    public required int AlreadyHeld { get; init; }

    /// <summary>Documents of which this batch added lines.</summary>
    public required int AcceptedDocuments { get; init; }

    public required int RefusedDocuments { get; init; }

    public required int RefusedLines { get; init; }

    /// <summary>The batch of the same source that had to be posted before this one, where the sender says so.</summary>
    public required string? Follows { get; init; }

    /// <summary>The files that it consists of: one, or the entries of a zip.</summary>
    public required IReadOnlyList<LedgerPart> Parts { get; init; }

    public required string ReceivedFrom { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<LedgerBatch>
    {
        public void Configure(EntityTypeBuilder<LedgerBatch> batches)
        {
            batches.ToTable("ledger_batches", table =>
                table.HasCheckConstraint("every_line_has_a_fate", "accepted + already_held + refused_lines = lines"));
            batches.HasKey(batch => new { batch.Council, batch.SourceSystem, batch.BatchId });
            batches.HasIndex(batch => new { batch.Council, batch.SourceSystem, batch.Follows }).IsUnique().HasFilter("follows IS NOT NULL");
            batches.Property(batch => batch.TotalDebitGbp).HasPrecision(18, 2);
            batches.Property(batch => batch.TotalCreditGbp).HasPrecision(18, 2);
            batches.Property(batch => batch.Parts).HasColumnType("json").HasConversion(
                parts => JsonSerializer.Serialize(parts, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<IReadOnlyList<LedgerPart>>(json, JsonSerializerOptions.Web)!,
                new ValueComparer<IReadOnlyList<LedgerPart>>(favorStructuralComparisons: false));
        }
    }
}

/// <summary>A rule that a line of a batch breaks; its document is refused.</summary>
public sealed class LedgerFault
{
    public required string Council { get; init; }

    public required string SourceSystem { get; init; }

    public required string BatchId { get; init; }

    /// <summary>The line of the file as an editor counts it: the header is 1.</summary>
    public required int FileLine { get; init; }

    public required string ColumnName { get; init; }

    public required string Rule { get; init; }

    public required string Entity { get; init; }

    public required string DocRef { get; init; }

    public required string Value { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<LedgerFault>
    {
        public void Configure(EntityTypeBuilder<LedgerFault> faults) =>
            faults.ToTable("ledger_faults")
                .HasKey(fault => new { fault.Council, fault.SourceSystem, fault.BatchId, fault.FileLine, fault.ColumnName, fault.Rule });
    }
}
