using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Recharging.Charging;
using Recharging.Engine.Lines;
using Recharging.Matching;
using Recharging.Matching.Differences;

namespace Recharging.Reconciling;

/// <summary>Writes which ledger lines a statement uses, in place of those of the version before. Call as the worker.</summary>
public static class KeepMatches
{
    // Nothing can be copied into a table with row-level security: the rows are copied beside it, and taken over at once.
    private const string Stage = "CREATE TEMPORARY TABLE found_lines (LIKE matched_ledger_lines) ON COMMIT DROP";

    private const string Columns =
        "council, source_system, entity, doc_ref, line_no, part, parties, statement_number, version, statement_line, rule";

    private const string Copy = $"COPY found_lines ({Columns}) FROM STDIN (FORMAT BINARY)";

    private const string TakeOver = $"INSERT INTO matched_ledger_lines ({Columns}) SELECT {Columns} FROM found_lines";

    /// <param name="db">In the transaction that keeps the version.</param>
    /// <param name="statement">Whose reconciliation it is.</param>
    /// <param name="version">Of the reconciliation.</param>
    /// <param name="used">What stands for its lines.</param>
    /// <param name="split">The whole lines that officers have split for it.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static async Task KeepMatchesAsync(
        this RechargingDb db, Statement statement, int version, IEnumerable<UsedLine> used, IEnumerable<LedgerLineKey> split,
        CancellationToken cancellationToken)
    {
        await db.Set<MatchedLedgerLine>().Where(line => line.StatementNumber == statement.Number).ExecuteDeleteAsync(cancellationToken);
        await db.AddMatchesAsync(
        [
            .. used.Select(line => MatchedLedgerLine.Of(
                line.Line.Key, new LineUse(statement.Number, line.StatementLine, line.Rule, version), statement.Parties)),
            .. split.Select(line => MatchedLedgerLine.SplitOf(line, statement.Number, version, statement.Parties))
        ], cancellationToken);
    }

    /// <summary>Once in a transaction.</summary>
    internal static async Task AddMatchesAsync(
        this RechargingDb db, IReadOnlyList<MatchedLedgerLine> lines, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlRawAsync(Stage, cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using (var copy = await connection.BeginBinaryImportAsync(Copy, cancellationToken))
        {
            foreach (var line in lines)
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(line.Council, cancellationToken);
                await copy.WriteAsync(line.SourceSystem, cancellationToken);
                await copy.WriteAsync(line.Entity, cancellationToken);
                await copy.WriteAsync(line.DocRef, cancellationToken);
                await copy.WriteAsync(line.LineNo, cancellationToken);
                await copy.WriteAsync(line.Part, cancellationToken);
                await copy.WriteAsync(line.Parties, cancellationToken);
                await copy.WriteAsync(line.StatementNumber, cancellationToken);
                await copy.WriteAsync(line.Version, cancellationToken);
                await copy.WriteAsync(line.StatementLine, NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(line.Rule?.ToString(), NpgsqlDbType.Text, cancellationToken);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        await db.Database.ExecuteSqlRawAsync(TakeOver, cancellationToken);
    }
}
