using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Ledgers;

/// <summary>
/// A batch's place among the postings of an entity and period: 1 for the first, without a gap, in the order in which they came to be in
/// the ledger. Added, never changed.
/// </summary>
public sealed class LedgerTurn
{
    public required string Council { get; init; }

    public required string Entity { get; init; }

    public required AccountingPeriod Period { get; init; }

    public required int Number { get; init; }

    public required string SourceSystem { get; init; }

    public required string BatchId { get; init; }

    public required int Documents { get; init; }

    public required int Lines { get; init; }

    /// <summary>
    /// Takes the next turn of each entity and period that a batch has posted to, or says which period its ERP has closed meanwhile. The
    /// periods stay locked until the batch is in the ledger: others post to them after it, and none is closed under it.
    /// </summary>
    public static async Task<Refusal?> TakeAsync(
        RechargingDb db, LedgerBatch batch, IReadOnlyList<PostedLines> posted, CancellationToken cancellationToken)
    {
        var names = posted.Select(lines => lines.Period.ToString()).Distinct().ToArray();
        var periods = await db.LedgerPeriods.FromSql(
                $"SELECT * FROM ledger_periods WHERE council = {batch.Council} AND period = ANY ({names}) ORDER BY period FOR UPDATE")
            .AsNoTracking().ToListAsync(cancellationToken);
        if (periods.Find(period => !period.IsOpen) is { } closed)
        {
            return new Refusal(
                "ledger-period-closed",
                $"The ledger closed {closed.Period} while the batch came in. Nothing was posted. Send it again, and what it has of that "
                + "period is refused by its lines.");
        }

        var touched = posted.Select(lines => lines.Period).Distinct().ToList();
        var last = await db.Set<LedgerTurn>().Where(turn => turn.Council == batch.Council && touched.Contains(turn.Period))
            .GroupBy(turn => new { turn.Entity, turn.Period })
            .Select(turns => new { turns.Key.Entity, turns.Key.Period, Number = turns.Max(turn => turn.Number) })
            .ToDictionaryAsync(turn => (turn.Entity, turn.Period), turn => turn.Number, cancellationToken);
        db.AddRange(posted.Select(lines => new LedgerTurn
        {
            Council = batch.Council,
            Entity = lines.Entity,
            Period = lines.Period,
            Number = last.GetValueOrDefault((lines.Entity, lines.Period)) + 1,
            SourceSystem = batch.SourceSystem,
            BatchId = batch.BatchId,
            Documents = lines.Documents,
            Lines = lines.Lines
        }));
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<LedgerTurn>
    {
        public void Configure(EntityTypeBuilder<LedgerTurn> turns)
        {
            turns.ToTable("ledger_turns").HasKey(turn => new { turn.Council, turn.Entity, turn.Period, turn.Number });
            turns.HasIndex(turn => new { turn.Council, turn.SourceSystem, turn.BatchId, turn.Entity, turn.Period }).IsUnique();
        }
    }
}

/// <summary>What a batch has added to the ledger of an entity and period.</summary>
public sealed record PostedLines(string Entity, AccountingPeriod Period, int Documents, int Lines);
