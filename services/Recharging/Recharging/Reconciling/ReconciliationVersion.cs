using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Matching.Differences;
using ServiceDefaults;

namespace Recharging.Reconciling;

/// <summary>A reconciliation as it was found at its time. Added, never changed: the next one is the next version.</summary>
public sealed class ReconciliationVersion
{
    public required string StatementNumber { get; init; }

    /// <summary>Counts from 1.</summary>
    public required int Version { get; init; }

    public required string[] Parties { get; init; }

    /// <summary>A <see cref="ReconciliationRecord"/> in JSON.</summary>
    public required string Record { get; init; }

    /// <summary>The ledger lines that it uses, as <see cref="UsedLine"/>s by key in JSON: matched_ledger_lines has the latest version's only.</summary>
    public required string Used { get; init; }

    public required string ReconciledBy { get; init; }

    public required DateTimeOffset ReconciledAt { get; init; }

    /// <summary>The business clock's instant, as exact as the database keeps it.</summary>
    public static DateTimeOffset Instant(BusinessClock clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    internal sealed class Table : IEntityTypeConfiguration<ReconciliationVersion>
    {
        public void Configure(EntityTypeBuilder<ReconciliationVersion> versions)
        {
            versions.ToTable("reconciliations").HasKey(version => new { version.StatementNumber, version.Version });
            versions.Property(version => version.Record).HasColumnType("json");
            versions.Property(version => version.Used).HasColumnType("json");
        }
    }
}
