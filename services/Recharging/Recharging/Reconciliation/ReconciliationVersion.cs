using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Ledgers;
using Recharging.Reconciliation.Matching;
using ServiceDefaults;

namespace Recharging.Reconciliation;

/// <summary>A reconciliation as it was found at its time. Added, never changed: the next one is the next version.</summary>
public sealed class ReconciliationVersion
{
    public required string StatementNumber { get; init; }

    /// <summary>Counts from 1.</summary>
    public required int Version { get; init; }

    public required string[] Parties { get; init; }

    /// <summary>A <see cref="ReconciliationRecord"/> in JSON.</summary>
    public required string Record { get; init; }

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
        }
    }
}

/// <summary>
/// That a ledger line, or a part of it, stands for a statement line, in the latest version of its reconciliation. The line's own key is
/// the key here, so no line can stand for two things.
/// </summary>
public sealed class MatchedLedgerLine
{
    public required string Council { get; init; }

    public required string SourceSystem { get; init; }

    public required string Entity { get; init; }

    public required string DocRef { get; init; }

    public required int LineNo { get; init; }

    /// <summary>Of a line that an officer split, counted from 1; nil for a whole line.</summary>
    public int Part { get; init; }

    public required string[] Parties { get; init; }

    public required string StatementNumber { get; init; }

    public required int Version { get; init; }

    public required string StatementLine { get; init; }

    public required MatchRule Rule { get; init; }

    public LedgerLineKey Key => new(Council, SourceSystem, Entity, DocRef, LineNo, Part);

    internal sealed class Table : IEntityTypeConfiguration<MatchedLedgerLine>
    {
        public void Configure(EntityTypeBuilder<MatchedLedgerLine> lines)
        {
            lines.ToTable("matched_ledger_lines")
                .HasKey(line => new { line.Council, line.SourceSystem, line.Entity, line.DocRef, line.LineNo, line.Part });
            lines.Ignore(line => line.Key);
            lines.Property(line => line.Rule).HasConversion<string>();
            lines.HasIndex(line => line.StatementNumber);
            lines.HasOne<LedgerLine>().WithMany()
                .HasForeignKey(line => new { line.Council, line.SourceSystem, line.Entity, line.DocRef, line.LineNo })
                .OnDelete(DeleteBehavior.Restrict);
            foreach (var text in new[] { "Council", "SourceSystem", "Entity", "DocRef" })
            {
                lines.Property(text).UseCollation("C");
            }
        }
    }
}
