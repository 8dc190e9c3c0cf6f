using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using Recharging.Matching.Differences;
using Recharging.Reconciling;
using ServiceDefaults;

namespace Recharging.Reports;

/// <summary>
/// What the two ledgers differ in, by the latest reconciliation of each statement: by reason, age and council, with what no reason
/// explains. What is written off is open no more, and left out. Alike for both councils.
/// </summary>
public static class UnmatchedItems
{
    /// <param name="Entry"><c>item</c>; <c>reason</c> and <c>bucket</c>, the items of one; <c>total</c>.</param>
    /// <param name="Council">In whose ledger it is to be put right, or looked for.</param>
    /// <param name="Reason">As officers code it, or <c>unexplained</c>.</param>
    /// <param name="AmountGbp">What it adds to the difference of the two balances; nil where only codes differ.</param>
    public sealed record Row(
        [property: Coded(Codes.Other)] string Entry, [property: Coded(Codes.Difference)] string? Reason,
        [property: Coded(Codes.Age)] string? Bucket, string? Council, string? StatementNumber, string? LineReference, int? DaysOverdue,
        int Items, decimal AmountGbp, string? Says);

    public static void MapUnmatchedItems(this IEndpointRouteBuilder reports) =>
        reports.MapGet("/unmatched", Handle).AnswersReport<Row>(nameof(UnmatchedItems));

    /// <param name="asAt">As known at the end of this day; today when left out.</param>
    private static async Task<IResult> Handle(DateOnly? asAt, RechargingDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (AsAtDay.WhyNot(asAt, clock.Today()) is { } problem)
        {
            return problem;
        }

        var day = asAt ?? clock.Today();
        return await db.Set<ReconciliationVersion>().AnyAsync(cancellationToken)
            ? new Report<Row>("unmatched", $"{day:yyyy-MM-dd}", Rows(db, day))
            : Problems.NotFound("No statement is reconciled yet.");
    }

    private static IAsyncEnumerable<Row> Rows(RechargingDb db, DateOnly asAt) => db.Database.SqlQuery<Row>(
        $"""
        WITH latest AS (
            SELECT DISTINCT ON (version.statement_number) version.statement_number, version.record,
                {asAt}::date - coalesce(statement.due_on, statement.issued_on + {AgeBuckets.UsualTermsDays}) AS days
            FROM reconciliations version
            JOIN statements statement ON statement.number = version.statement_number
            WHERE version.reconciled_at < ({asAt}::date + 1)::timestamp AT TIME ZONE 'Europe/London'
            ORDER BY version.statement_number, version.version DESC),
        item AS (
            SELECT latest.statement_number, days, found ->> 'reason' AS reason, found ->> 'statementLine' AS line_reference,
                (found ->> 'amountGbp')::numeric AS gbp, found ->> 'sentence' AS says,
                CASE found ->> 'reason' WHEN {Reason.MissingAtPayer} THEN line.payer WHEN {Reason.MissingAtPayee} THEN line.payee
                    WHEN {Reason.Disputed} THEN line.payer ELSE cited.councils END AS council
            FROM latest
            CROSS JOIN LATERAL json_array_elements(record -> 'items') AS found
            LEFT JOIN statement_lines line ON line.reference = found ->> 'statementLine'
            LEFT JOIN LATERAL (
                SELECT string_agg(DISTINCT cited ->> 'council', ' ') AS councils FROM json_array_elements(found -> 'lines') AS cited)
                AS cited ON true
            WHERE found ->> 'writtenOff' IS NULL
            UNION ALL
            SELECT statement_number, days, 'unexplained', NULL, (record ->> 'unexplainedGbp')::numeric, 'No reason explains it.', NULL
            FROM latest WHERE (record ->> 'unexplainedGbp')::numeric <> 0),
        aged AS (
            SELECT *, ({AgeBuckets.Names})[1 + width_bucket(days, {AgeBuckets.FirstDays})] AS bucket FROM item),
        entry AS (
            SELECT 1 AS rank, 'item' AS entry, reason, bucket, council, statement_number, line_reference, days, 1 AS items, gbp, says
            FROM aged
            UNION ALL SELECT 2, 'reason', reason, NULL, NULL, NULL, NULL, NULL, count(*)::int, sum(gbp), NULL FROM aged GROUP BY reason
            UNION ALL SELECT 3, 'bucket', NULL, bucket, NULL, NULL, NULL, min(days), count(*)::int, sum(gbp), NULL FROM aged GROUP BY bucket
            UNION ALL SELECT 4, 'total', NULL, NULL, NULL, NULL, NULL, NULL, count(*)::int, coalesce(sum(gbp), 0), NULL FROM aged)
        SELECT entry AS "Entry", reason AS "Reason", bucket AS "Bucket", council AS "Council", statement_number AS "StatementNumber",
            line_reference AS "LineReference", CASE rank WHEN 1 THEN greatest(days, 0) END AS "DaysOverdue", items AS "Items",
            round(gbp, 2) AS "AmountGbp", says AS "Says"
        FROM entry
        ORDER BY rank, reason COLLATE "C", days, abs(gbp) DESC, statement_number COLLATE "C", line_reference COLLATE "C", says COLLATE "C"
        """).AsAsyncEnumerable();
}
