using Microsoft.EntityFrameworkCore;
using Recharging.Matching.Differences;
using Recharging.Reconciling;
using Recharging.Tests.Worklist;

namespace Recharging.Tests.Reconciliation;

/// <summary>A past reconciliation reads of the ledger what today's does, however much else is stored.</summary>
public sealed class KnownAtReadsTests(AprilInBothLedgers april) : IClassFixture<AprilInBothLedgers>
{
    private const int Others = 50_000;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PastReconciliation_ReadsNoMoreOfTheLedgerThanTodays_WithManyLinesOfOtherMonthsStored()
    {
        await april.Host.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO ledger_lines
            SELECT (jsonb_populate_record(NULL::ledger_lines, one.line || jsonb_build_object(
                'doc_ref', 'OTHER-' || number, 'line_no', 1, 'external_line_id', NULL,
                'period', '2022/23-P0' || 1 + number * 9 / ({Others} + 1),
                'partner', CASE WHEN number % 2 = 0 THEN 'HCC' END))).*
            FROM (SELECT to_jsonb(line) AS line FROM ledger_lines line WHERE partner = 'HCC' ORDER BY doc_ref, line_no LIMIT 1) one,
                generate_series(1, {Others}) AS number
            """));
        await april.Host.ReadAsync(db => db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE ledger_lines"));

        var today = await LinesReadAsync((_, read) => read());
        var past = await LinesReadAsync((db, read) => db.AsKnownAtAsync(Given.Told.AddYears(1), read, Cancelled));

        today.ShouldBeLessThan(Others / 10);
        past.ShouldBeInRange(1, today);
    }

    private Task<long> LinesReadAsync(Func<RechargingDb, Func<Task<ToReconcile>>, Task<ToReconcile>> reading) =>
        april.Host.ReadAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancelled);
            var statement = await db.Statements.AsNoTracking().SingleAsync(row => row.Number == AprilHost.Statement, Cancelled);
            var before = await CountedAsync(db);
            (await reading(db, () => db.ToReconcileAsync(statement, Cancelled))).Lines.ShouldNotBeEmpty();
            return await CountedAsync(db) - before;
        });

    // PostgreSQL's own count of the rows that this connection took from the table, in this transaction and shortly before it.
    private static Task<long> CountedAsync(RechargingDb db) => db.Database.SqlQuery<long>(
        $"""
        SELECT seq_tup_read + idx_tup_fetch AS "Value" FROM pg_stat_xact_user_tables
        WHERE schemaname = 'public' AND relname = 'ledger_lines'
        """).SingleAsync(Cancelled);
}
