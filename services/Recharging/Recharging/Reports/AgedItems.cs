using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using ServiceDefaults;

namespace Recharging.Reports;

/// <summary>
/// What each council owes the other and has not settled by a day, by how long it is overdue: as the council that is owed sees it, as the
/// one that pays sees it, and the difference, which is what is disputed. Alike for both councils.
/// </summary>
public static class AgedItems
{
    /// <param name="Entry"><c>item</c>; <c>bucket</c>, the items of an age; <c>total</c> of a direction.</param>
    /// <param name="Bucket">One of <see cref="AgeBuckets.Names"/>.</param>
    /// <param name="ChargedGbp">With VAT.</param>
    /// <param name="SettledGbp">What the payer's ledger holds of it by the latest reconciliation, or what the payer says is paid of its
    /// invoices, or what the bank of the council that is owed has received for them, line after line, whichever is more.</param>
    /// <param name="ReceivableGbp">What the payee waits for: charged less settled.</param>
    /// <param name="HeldGbp">What the payer disputes, with its VAT.</param>
    /// <param name="PayableGbp">What the payer has still to pay: the receivable less what is held.</param>
    public sealed record Row(
        [property: Coded(Codes.Other)] string Entry, string Payee, string Payer, string? StatementNumber, string? LineReference,
        string? Invoices, DateOnly? DueOn, int? DaysOverdue, [property: Coded(Codes.Age)] string? Bucket, int Items,
        decimal ChargedGbp, decimal SettledGbp, decimal ReceivableGbp, decimal HeldGbp, decimal PayableGbp);

    public static void MapAgedItems(this IEndpointRouteBuilder reports) =>
        reports.MapGet("/aged-items", Handle).AnswersReport<Row>(nameof(AgedItems));

    /// <param name="asAt">As known at the end of this day; today when left out.</param>
    /// <param name="period">Of one month's statement alone, as an address has it.</param>
    private static async Task<IResult> Handle(
        DateOnly? asAt, string? period, RechargingDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (AsAtDay.WhyNot(asAt, clock.Today()) is { } problem)
        {
            return problem;
        }

        string? statement = null;
        if (period is not null)
        {
            if (!AddressedPeriod.TryParse(period, out var month))
            {
                return AddressedPeriod.Malformed(period);
            }

            statement = Statement.NumberOf(month);
            if (!await db.Statements.AnyAsync(issued => issued.Number == statement, cancellationToken))
            {
                return Problems.NotFound($"No statement of {month} is out.");
            }
        }

        var day = asAt ?? clock.Today();
        return new Report<Row>("aged-items", $"{day:yyyy-MM-dd}", Rows(db, day, statement));
    }

    private static IAsyncEnumerable<Row> Rows(RechargingDb db, DateOnly asAt, string? statement) => db.Database.SqlQuery<Row>(
        $"""
        WITH known AS (SELECT ({asAt}::date + 1)::timestamp AT TIME ZONE 'Europe/London' AS until),
        mark AS (
            SELECT DISTINCT ON (line_reference) line_reference, disputed_pence FROM line_marks
            WHERE marked_at < (SELECT until FROM known) ORDER BY line_reference, revision DESC),
        reconciled AS (
            SELECT DISTINCT ON (statement_number) record FROM reconciliations
            WHERE reconciled_at < (SELECT until FROM known) ORDER BY statement_number, version DESC),
        posted AS (
            SELECT found ->> 'statementLine' AS line_reference, cited ->> 'council' AS council,
                sum((cited ->> 'amountGbp')::numeric * 100) AS pence
            FROM reconciled
            CROSS JOIN LATERAL json_array_elements(record -> 'matches') AS found
            CROSS JOIN LATERAL json_array_elements(found -> 'lines') AS cited
            GROUP BY 1, 2),
        banked AS (
            SELECT payment.invoice_id, sum(payment.amount_pence) AS pence FROM invoice_payments payment
            JOIN invoices invoice ON invoice.id = payment.invoice_id
            WHERE payment.council = CASE invoice.kind WHEN 'Invoice' THEN invoice.seller ELSE invoice.buyer END
                AND payment.allocated_at < (SELECT until FROM known) AND payment.booked_on <= {asAt}
            GROUP BY 1),
        part AS (
            SELECT invoice_id, line_reference, net_pence + vat_pence AS pence, coalesce(sum(abs(net_pence + vat_pence)) OVER (
                PARTITION BY invoice_id ORDER BY line_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
            FROM invoice_lines),
        invoiced AS (
            SELECT part.line_reference, string_agg(DISTINCT invoice.number, ' ') AS numbers, min(invoice.due_on) AS due_on,
                sum(CASE WHEN said.paid OR banked.pence >= invoice.net_pence + invoice.vat_pence + invoice.rounding_pence THEN part.pence
                    ELSE sign(part.pence::numeric) * greatest(0, least(abs(part.pence), coalesce(banked.pence, 0) - part.before)) END) AS paid_pence
            FROM part
            JOIN invoices invoice ON invoice.id = part.invoice_id AND invoice.issued_at < (SELECT until FROM known)
            LEFT JOIN banked ON banked.invoice_id = invoice.id
            LEFT JOIN LATERAL (
                SELECT status = 'PD' AND NOT 'PPD' = ANY (reasons) AS paid FROM invoice_responses response
                WHERE response.invoice_id = invoice.id AND response.received_at < (SELECT until FROM known)
                    AND coalesce(response.effective_on, {asAt}) <= {asAt}
                ORDER BY response.id DESC LIMIT 1) AS said ON true
            GROUP BY 1),
        owed AS (
            SELECT line.payee, line.payer, line.statement_number, line.reference, line.position, invoiced.numbers,
                coalesce(invoiced.due_on, statement.due_on, statement.issued_on + {AgeBuckets.UsualTermsDays}) AS due_on,
                line.amount_pence + line.vat_pence AS charged,
                way.sign * coalesce(mark.disputed_pence, 0)
                    + coalesce(round(line.vat_pence * mark.disputed_pence / nullif(abs(line.amount_pence), 0)::numeric), 0) AS held,
                way.sign * greatest(-way.sign * posted.pence, way.sign * invoiced.paid_pence, 0) AS settled
            FROM statement_lines line
            CROSS JOIN LATERAL (SELECT sign(line.amount_pence::numeric) AS sign) AS way
            JOIN statements statement ON statement.number = line.statement_number AND statement.issued_at < (SELECT until FROM known)
            LEFT JOIN mark ON mark.line_reference = line.reference
            LEFT JOIN invoiced ON invoiced.line_reference = line.reference
            LEFT JOIN posted ON posted.line_reference = line.reference AND posted.council = line.payer
            WHERE {statement}::text IS NULL OR line.statement_number = {statement}),
        item AS (
            SELECT *, {asAt}::date - due_on AS days, ({AgeBuckets.Names})[1 + width_bucket({asAt}::date - due_on, {AgeBuckets.FirstDays})]
                AS bucket
            FROM owed WHERE charged <> settled OR charged - held <> settled),
        entry AS (
            SELECT 1 AS rank, 'item' AS entry, payee, payer, statement_number, reference, position, numbers, due_on, days, bucket,
                1 AS items, charged, settled, held FROM item
            UNION ALL
            SELECT 2, 'bucket', payee, payer, NULL, NULL, NULL, NULL, NULL, min(days), bucket, count(*)::int, sum(charged), sum(settled),
                sum(held) FROM item GROUP BY payee, payer, bucket
            UNION ALL
            SELECT 3, 'total', payee, payer, NULL, NULL, NULL, NULL, NULL, NULL, NULL, count(*)::int, sum(charged), sum(settled),
                sum(held) FROM item GROUP BY payee, payer)
        SELECT entry AS "Entry", payee AS "Payee", payer AS "Payer", statement_number AS "StatementNumber",
            reference AS "LineReference", numbers AS "Invoices", due_on AS "DueOn",
            CASE rank WHEN 1 THEN greatest(days, 0) END AS "DaysOverdue", bucket AS "Bucket", items AS "Items",
            round(charged / 100.0, 2) AS "ChargedGbp", round(settled / 100.0, 2) AS "SettledGbp",
            round((charged - settled) / 100.0, 2) AS "ReceivableGbp", round(held / 100.0, 2) AS "HeldGbp",
            round((charged - held - settled) / 100.0, 2) AS "PayableGbp"
        FROM entry
        ORDER BY rank, payee COLLATE "C", payer COLLATE "C", days, statement_number COLLATE "C", position
        """).AsAsyncEnumerable();
}
