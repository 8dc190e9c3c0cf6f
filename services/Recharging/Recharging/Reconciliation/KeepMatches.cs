using Microsoft.EntityFrameworkCore;
using Npgsql;
using Recharging.Statements;

namespace Recharging.Reconciliation;

/// <summary>Writes which ledger lines a statement uses, in place of those of the version before. Call as the worker.</summary>
public static class KeepMatches
{
    // Nothing can be copied into a table with row-level security: the rows are copied beside it, and taken over at once.
    private const string Stage = "CREATE TEMPORARY TABLE found_lines (LIKE matched_ledger_lines) ON COMMIT DROP";

    private const string Columns =
        "council, source_system, entity, doc_ref, line_no, part, parties, statement_number, version, statement_line, rule";

    private const string Copy = $"COPY found_lines ({Columns}) FROM STDIN (FORMAT BINARY)";

    private const string TakeOver = $"INSERT INTO matched_ledger_lines ({Columns}) SELECT {Columns} FROM found_lines";

    public static async Task KeepMatchesAsync(
        this RechargingDb db, Statement statement, int version, IReadOnlyList<UsedLine> used, CancellationToken cancellationToken)
    {
        await db.Set<MatchedLedgerLine>().Where(line => line.StatementNumber == statement.Number).ExecuteDeleteAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync(Stage, cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using (var copy = await connection.BeginBinaryImportAsync(Copy, cancellationToken))
        {
            foreach (var (statementLines, rule, line) in used)
            {
                await copy.WriteRowAsync(
                    cancellationToken,
                    line.Key.Council,
                    line.Key.SourceSystem,
                    line.Key.Entity,
                    line.Key.DocRef,
                    line.Key.LineNo,
                    line.Key.Part,
                    statement.Parties,
                    statement.Number,
                    version,
                    statementLines[0],
                    rule.ToString());
            }

            await copy.CompleteAsync(cancellationToken);
        }

        await db.Database.ExecuteSqlRawAsync(TakeOver, cancellationToken);
    }
}
