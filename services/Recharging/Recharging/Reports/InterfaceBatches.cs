using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Reports;

/// <summary>What went between the caller's council's ledger and the recharge in some days, what failed first: batches in, journals
/// out.</summary>
public static class InterfaceBatches
{
    private const int UsualDays = 31;

    /// <param name="Entry"><c>item</c>; <c>total</c> of a kind in a state.</param>
    /// <param name="Kind"><c>batch</c>, ledger lines that came in; <c>journal</c>, agreed charges that went out.</param>
    /// <param name="State">Of a batch: <c>posted</c>, <c>part-refused</c>, <c>refused</c>. Of a journal: what the ERP last said.</param>
    /// <param name="LastHeard">When the batch came, or when the ERP last spoke of the journal.</param>
    /// <param name="Reason">The rules that refused documents break, or why the ERP rejected the journal.</param>
    public sealed record Row(
        [property: Coded(Codes.Other)] string Entry, [property: Coded(Codes.Other)] string Kind,
        [property: Coded(Codes.Other)] string State, string? SourceSystem, string? Reference, string? DocumentNumber,
        DateTimeOffset? LastHeard, int Items, int Lines, int RefusedLines, decimal DebitsGbp, decimal CreditsGbp, string? Reason);

    public static void MapInterfaceBatches(this IEndpointRouteBuilder reports) =>
        reports.MapGet("/interface-batches", Handle).AnswersReport<Row>(nameof(InterfaceBatches));

    /// <param name="firstDay">Included; a month before the last day when left out.</param>
    /// <param name="lastDay">Included; today when left out.</param>
    private static IResult Handle(DateOnly? firstDay, DateOnly? lastDay, RechargingDb db, BusinessClock clock)
    {
        var last = lastDay ?? clock.Today();
        var first = firstDay ?? last.AddDays(-UsualDays);
        return last < first
            ? Problems.Invalid("lastDay", "The last day is before the first.")
            : new Report<Row>("interface-batches", $"{first:yyyy-MM-dd} to {last:yyyy-MM-dd}", Rows(db, first, last));
    }

    private static IAsyncEnumerable<Row> Rows(RechargingDb db, DateOnly firstDay, DateOnly lastDay) => db.Database.SqlQuery<Row>(
        $"""
        WITH item AS (
            SELECT 'batch' AS kind,
                CASE WHEN refused_lines = 0 THEN 'posted' WHEN refused_lines = lines THEN 'refused' ELSE 'part-refused' END AS state,
                batch.source_system, batch.batch_id AS reference, NULL AS document_number, batch.received_at AS heard,
                batch.lines, batch.refused_lines, batch.total_debit_gbp AS debits, batch.total_credit_gbp AS credits, fault.rules AS reason
            FROM ledger_batches batch
            LEFT JOIN LATERAL (
                SELECT string_agg(DISTINCT replace(rule, '-', ' '), ', ') AS rules FROM ledger_faults fault
                WHERE fault.council = batch.council AND fault.source_system = batch.source_system AND fault.batch_id = batch.batch_id)
                AS fault ON true
            UNION ALL
            SELECT 'journal', lower(journal.state), NULL, journal.reference, journal.document_number,
                coalesce(told.at, statement.issued_at), count(*)::int,
                CASE journal.state WHEN 'Rejected' THEN count(*)::int ELSE 0 END, sum(line.debit_pence) / 100.0,
                sum(line.credit_pence) / 100.0,
                journal.rejection_reason
            FROM journals journal
            JOIN statements statement ON statement.number = journal.statement_number
            JOIN journal_lines line ON line.journal_reference = journal.reference AND line.version = journal.version
            LEFT JOIN LATERAL (
                SELECT max(at) AS at FROM journal_acknowledgements said WHERE said.journal_reference = journal.reference) AS told ON true
            GROUP BY journal.reference, told.at, statement.number),
        chosen AS (
            SELECT *, CASE WHEN state IN ('rejected', 'refused') THEN 1 WHEN state = 'part-refused' THEN 2 WHEN state = 'posted' THEN 4
                ELSE 3 END AS turn
            FROM item WHERE (heard AT TIME ZONE 'Europe/London')::date BETWEEN {firstDay} AND {lastDay}),
        entry AS (
            SELECT 1 AS rank, 'item' AS entry, kind, state, source_system, reference, document_number, heard, 1 AS items, lines,
                refused_lines, debits, credits, reason, turn
            FROM chosen
            UNION ALL
            SELECT 2, 'total', kind, state, NULL, NULL, NULL, NULL, count(*)::int, sum(lines)::int, sum(refused_lines)::int, sum(debits),
                sum(credits), NULL, min(turn)
            FROM chosen GROUP BY kind, state)
        SELECT entry AS "Entry", kind AS "Kind", state AS "State", source_system AS "SourceSystem", reference AS "Reference",
            document_number AS "DocumentNumber", heard AS "LastHeard", items AS "Items", lines AS "Lines", refused_lines AS "RefusedLines",
            round(debits, 2) AS "DebitsGbp", round(credits, 2) AS "CreditsGbp", reason AS "Reason"
        FROM entry ORDER BY rank, turn, kind, heard DESC, reference COLLATE "C"
        """).AsAsyncEnumerable();
}
