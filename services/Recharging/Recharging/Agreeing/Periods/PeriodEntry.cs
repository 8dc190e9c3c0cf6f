using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Charging;
using Recharging.Engine;
using Values;

namespace Recharging.Agreeing;

/// <summary>A period was closed or reopened by an officer of one council, for both. Added, never changed; the last entry counts.</summary>
public sealed record PeriodEntry
{
    public required string StatementNumber { get; init; }

    /// <summary>Of this period's entries, from 1: odd ones close it, even ones reopen it.</summary>
    public required int Sequence { get; init; }

    public required bool IsClosed { get; init; }

    public required AccountingPeriod Period { get; init; }

    public required string[] Parties { get; init; }

    public required string Council { get; init; }

    public required string By { get; init; }

    public required string ByName { get; init; }

    /// <summary>Why it was reopened.</summary>
    public required string? Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<PeriodEntry>
    {
        public void Configure(EntityTypeBuilder<PeriodEntry> entries)
        {
            entries.ToTable("period_entries", table => table.HasCheckConstraint("closed_then_reopened",
                "is_closed = (sequence % 2 = 1) AND (is_closed OR reason IS NOT NULL)"))
                .HasKey(entry => new { entry.StatementNumber, entry.Sequence });
            entries.HasOne<Statement>().WithMany().HasForeignKey(entry => entry.StatementNumber).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>Reads what was said last of a period.</summary>
public static class ReadPeriods
{
    public static Task<PeriodEntry?> LastEntryAsync(this RechargingDb db, string statement, CancellationToken cancellationToken) =>
        db.PeriodEntries.AsNoTracking().Where(entry => entry.StatementNumber == statement)
            .OrderByDescending(entry => entry.Sequence).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The number of the period's statement between two councils, held until the transaction ends so that nothing is marked,
    /// closed or reopened beside it; null when none is out.</summary>
    public static Task<string?> HoldStatementAsync(
        this RechargingDb db, CouncilPair councils, AccountingPeriod period, CancellationToken cancellationToken) =>
        db.Statements
            .FromSql($"SELECT *, xmin FROM statements WHERE parties = {councils.Both} AND period = {period.ToString()} FOR UPDATE")
            .Select(statement => statement.Number).SingleOrDefaultAsync(cancellationToken)!;
}
