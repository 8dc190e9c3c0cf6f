using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceDefaults;

namespace Recharging.Ledgers;

/// <summary>
/// How far a long batch has come. Written beside the import's own transaction, so that it is seen before that ends; gone when the batch
/// is posted or refused. One that is not told of for a minute has been interrupted: sending the batch again is safe.
/// </summary>
public sealed class ImportProgress
{
    public required string Council { get; init; }

    public required string SourceSystem { get; init; }

    public required string BatchId { get; init; }

    public required int LinesExpected { get; init; }

    public required int LinesRead { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset ToldAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<ImportProgress>
    {
        public void Configure(EntityTypeBuilder<ImportProgress> progress) =>
            progress.ToTable("ledger_progress").HasKey(row => new { row.Council, row.SourceSystem, row.BatchId });
    }
}

/// <summary>Tells of an import while it runs, at most once in so many lines; short batches are never told of.</summary>
public sealed class ImportTeller(IServiceScopeFactory scopes, Caller caller, LedgerBatchHeader header)
{
    public const int LinesBetween = 25_000;
    private int _told;

    public ValueTask TellAsync(int lines, CancellationToken cancellationToken)
    {
        if (lines - _told < LinesBetween)
        {
            return ValueTask.CompletedTask;
        }

        _told = lines;
        return new ValueTask(OnItsOwnAsync(
            (db, now) => db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO ledger_progress AS progress
                    (council, source_system, batch_id, lines_expected, lines_read, started_at, told_at)
                VALUES ({caller.Council}, {header.SourceSystem}, {header.BatchId}, {header.Lines}, {lines}, {now}, {now})
                ON CONFLICT (council, source_system, batch_id) DO UPDATE SET
                    lines_expected = excluded.lines_expected, lines_read = excluded.lines_read, told_at = excluded.told_at,
                    started_at = CASE WHEN excluded.lines_read < progress.lines_read THEN excluded.started_at ELSE progress.started_at END
                """,
                cancellationToken),
            cancellationToken));
    }

    /// <summary>The batch has its answer.</summary>
    public Task ForgetAsync() => _told == 0
        ? Task.CompletedTask
        : OnItsOwnAsync(
            (db, _) => db.Set<ImportProgress>()
                .Where(row => row.Council == caller.Council && row.SourceSystem == header.SourceSystem && row.BatchId == header.BatchId)
                .ExecuteDeleteAsync(CancellationToken.None),
            CancellationToken.None);

    private async Task OnItsOwnAsync(Func<RechargingDb, DateTimeOffset, Task> tell, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RechargingDb>();
        var now = scope.ServiceProvider.GetRequiredService<BusinessClock>().GetUtcNow();
        await using var transaction = await scope.ServiceProvider.GetRequiredService<Tenancy>().BeginAsync(db, caller, cancellationToken);
        await tell(db, now);
        await transaction.CommitAsync(cancellationToken);
    }
}
