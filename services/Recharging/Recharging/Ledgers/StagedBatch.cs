using Npgsql;
using Values;

namespace Recharging.Ledgers;

/// <summary>A batch in the staging table: documents that break a rule are set apart, the rest goes to the ledger in one merge.</summary>
public sealed class StagedBatch(NpgsqlConnection connection, NpgsqlTransaction transaction, string council, LedgerBatchHeader header)
{
    // A document may be interrupted by others in the file, so its balance is known only when all is staged.
    private const string FindOutOfBalance = """
        INSERT INTO ledger_staging (file_line, entity, doc_ref, fault_column, fault_value, fault_rule)
        SELECT min(file_line), entity, doc_ref, 'debit', ((sum(debit_pence) - sum(credit_pence)) / 100)::numeric(20, 2), 'out-of-balance'
        FROM ledger_staging line WHERE fault_rule IS NULL AND NOT EXISTS (
            SELECT 1 FROM ledger_staging fault
            WHERE fault.fault_rule IS NOT NULL AND fault.entity = line.entity AND fault.doc_ref = line.doc_ref)
        GROUP BY entity, doc_ref HAVING sum(debit_pence) <> sum(credit_pence)
        """;

    private const string CountRows = """
        UPDATE ledger_staging staged SET line_no = counted.line_no
        FROM (
            SELECT file_line, row_number() OVER (PARTITION BY entity, doc_ref ORDER BY file_line) AS line_no
            FROM ledger_staging WHERE fault_rule IS NULL AND line_no = 0) counted
        WHERE staged.file_line = counted.file_line AND staged.fault_rule IS NULL
        """;

    private const string FindLinesTwice = """
        INSERT INTO ledger_staging (file_line, entity, doc_ref, fault_column, fault_value, fault_rule)
        SELECT max(file_line), entity, doc_ref, 'line_no', line_no, 'line-twice'
        FROM ledger_staging WHERE fault_rule IS NULL GROUP BY entity, doc_ref, line_no HAVING count(*) > 1
        """;

    private const string FindLineWithOtherContent = """
        SELECT staged.file_line, staged.doc_ref, staged.line_no, held.batch_id
        FROM ledger_staging staged JOIN ledger_lines held
            ON held.council = $1 AND held.source_system = $2 AND held.entity = staged.entity AND held.doc_ref = staged.doc_ref
            AND held.line_no = staged.line_no
        WHERE staged.fault_rule IS NULL AND (
            staged.doc_type, staged.doc_date, staged.posting_date, staged.period, staged.account, staged.cost_centre, staged.project,
            staged.partner, staged.debit_pence, staged.credit_pence, staged.currency, staged.vat_code, staged.vat_amount_pence,
            staged.text, staged.external_line_id, staged.reverses)
        IS DISTINCT FROM (
            held.doc_type, held.doc_date, held.posting_date, held.period, held.account, held.cost_centre, held.project,
            held.partner, held.debit_pence, held.credit_pence, held.currency, held.vat_code, held.vat_amount_pence,
            held.text, held.external_line_id, held.reverses)
        ORDER BY staged.file_line LIMIT 1
        """;

    private const string Merge = """
        INSERT INTO ledger_lines (
            council, batch_id, source_system, entity, doc_type, doc_ref, line_no, doc_date, posting_date, period, account, cost_centre,
            project, partner, debit_pence, credit_pence, currency, vat_code, vat_amount_pence, text, external_line_id, reverses)
        SELECT $1, $3, $2, entity, doc_type, doc_ref, line_no, doc_date, posting_date, period, account, cost_centre,
            project, partner, debit_pence, credit_pence, currency, vat_code, vat_amount_pence, text, external_line_id, reverses
        FROM ledger_staging staged WHERE fault_rule IS NULL
        """;

    private const string OfGoodDocuments = """
         AND NOT EXISTS (
            SELECT 1 FROM ledger_staging fault
            WHERE fault.fault_rule IS NOT NULL AND fault.entity = staged.entity AND fault.doc_ref = staged.doc_ref)
        """;

    private const string NotHeldYet = """
         AND NOT EXISTS (
            SELECT 1 FROM ledger_lines held
            WHERE held.council = $1 AND held.source_system = $2 AND held.entity = staged.entity AND held.doc_ref = staged.doc_ref
            AND held.line_no = staged.line_no)
        """;

    // Asked of the staging table after the merge: handing each line back from it cost a tenth of the import.
    // A document that posts to two periods is one document, and counts in both.
    private const string CountPosted = """
        WITH document AS (
            SELECT entity, doc_ref, period, count(*) AS lines FROM ledger_staging staged WHERE fault_rule IS NULL
        """;

    private const string PostedJustNow = """
         AND EXISTS (
            SELECT 1 FROM ledger_lines held
            WHERE held.council = $1 AND held.source_system = $2 AND held.entity = staged.entity AND held.doc_ref = staged.doc_ref
            AND held.line_no = staged.line_no AND held.batch_id = $3)
        """;

    private const string ByPeriod = """
         GROUP BY entity, doc_ref, period)
        SELECT entity, period, count(*)::int, sum(lines)::int,
            (SELECT count(*)::int FROM (SELECT 1 FROM document GROUP BY entity, doc_ref) AS whole)
        FROM document GROUP BY entity, period ORDER BY entity, period
        """;

    private const string KeepFaults = """
        INSERT INTO ledger_faults (council, source_system, batch_id, file_line, column_name, rule, entity, doc_ref, value)
        SELECT $1, $2, $3, file_line, fault_column, fault_rule, entity, doc_ref, fault_value
        FROM ledger_staging WHERE fault_rule IS NOT NULL
        """;

    private const string CountRefused = """
        SELECT count(DISTINCT (entity, doc_ref)), count(DISTINCT file_line)
        FROM ledger_staging staged WHERE EXISTS (
            SELECT 1 FROM ledger_staging fault
            WHERE fault.fault_rule IS NOT NULL AND fault.entity = staged.entity AND fault.doc_ref = staged.doc_ref)
        """;

    private const string BeforeMerge = "before_merge";
    private bool _hasFaults;

    public int Accepted => Posted.Sum(posted => posted.Lines);

    public int AcceptedDocuments { get; private set; }

    /// <summary>What came into the ledger, by entity and period.</summary>
    public IReadOnlyList<PostedLines> Posted { get; private set; } = [];

    public int RefusedDocuments { get; private set; }

    public int RefusedLines { get; private set; }

    /// <summary>The line of the file whose key the ledger holds with other content; then nothing may be posted.</summary>
    public (int FileLine, string DocRef, int LineNo, string HeldFromBatch)? Conflict { get; private set; }

    /// <summary>Puts every good document into the ledger, or finds the conflict that forbids it.</summary>
    public async Task PostAsync(LedgerFile file, CancellationToken cancellationToken)
    {
        if (file.CountsRows)
        {
            await RunAsync(CountRows, cancellationToken);
        }

        _hasFaults = file.Faults > 0;
        if (file.MayBeOutOfBalance)
        {
            _hasFaults |= await RunAsync(FindOutOfBalance, cancellationToken) > 0;
        }

        if (file.HasReversals)
        {
            _hasFaults |= await StagedReversals.FindAsync(RunAsync, cancellationToken);
        }

        // Nearly every batch is all new, so it is merged without asking; only when a key is taken are the lines compared one by one.
        if (!await TryMergeAsync(onlyNew: false, cancellationToken))
        {
            _hasFaults |= await RunAsync(FindLinesTwice, cancellationToken) > 0;
            _hasFaults |= file.HasReversals && await StagedReversals.FindAsync(RunAsync, cancellationToken);
            do
            {
                Conflict = await FindConflictAsync(cancellationToken);
            }
            while (Conflict is null && !await TryMergeAsync(onlyNew: true, cancellationToken));
        }

        if (_hasFaults && Conflict is null)
        {
            await KeepFaultsAsync(cancellationToken);
        }
    }

    // False if a key is taken, by this file itself, by an earlier batch or by one that commits just now.
    private async Task<bool> TryMergeAsync(bool onlyNew, CancellationToken cancellationToken)
    {
        await transaction.SaveAsync(BeforeMerge, cancellationToken);
        try
        {
            await RunAsync(Merge + (_hasFaults ? OfGoodDocuments : "") + (onlyNew ? NotHeldYet : ""), cancellationToken);
            await transaction.ReleaseAsync(BeforeMerge, cancellationToken);
            await CountAsync(
                CountPosted + (_hasFaults ? OfGoodDocuments : "") + (onlyNew ? PostedJustNow : "") + ByPeriod, cancellationToken);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UniqueViolation)
        {
            await transaction.RollbackAsync(BeforeMerge, cancellationToken);
            return false;
        }
    }

    private async Task CountAsync(string statement, CancellationToken cancellationToken)
    {
        await using var command = Command(statement);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var posted = new List<PostedLines>();
        while (await reader.ReadAsync(cancellationToken))
        {
            posted.Add(new PostedLines(
                reader.GetString(0), AccountingPeriod.Parse(reader.GetString(1)), reader.GetInt32(2), reader.GetInt32(3)));
            AcceptedDocuments = reader.GetInt32(4);
        }

        Posted = posted;
    }

    private async Task<(int FileLine, string DocRef, int LineNo, string HeldFromBatch)?> FindConflictAsync(
        CancellationToken cancellationToken)
    {
        await using var command = Command(FindLineWithOtherContent);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (reader.GetInt32(0), reader.GetString(1), reader.GetInt32(2), reader.GetString(3))
            : null;
    }

    private async Task KeepFaultsAsync(CancellationToken cancellationToken)
    {
        await RunAsync(KeepFaults, cancellationToken);
        await using var command = Command(CountRefused);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        RefusedDocuments = (int)reader.GetInt64(0);
        RefusedLines = (int)reader.GetInt64(1);
    }

    private async Task<int> RunAsync(string statement, CancellationToken cancellationToken)
    {
        await using var command = Command(statement);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string statement)
    {
        var command = new NpgsqlCommand(statement, connection, transaction) { CommandTimeout = 0 };
        foreach (var value in new[] { council, header.SourceSystem, header.BatchId })
        {
            if (statement.Contains($"${command.Parameters.Count + 1}", StringComparison.Ordinal))
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }
        }

        return command;
    }
}
