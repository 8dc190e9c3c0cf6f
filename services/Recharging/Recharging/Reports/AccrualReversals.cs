using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using ServiceDefaults;

namespace Recharging.Reports;

/// <summary>A year's accruals: what was estimated, what stands in the caller's book, whether it went back, and what was billed in its
/// place.</summary>
public static class AccrualReversals
{
    /// <param name="Entry"><c>accrual</c>, in one direction; or <c>total</c> of a direction, withdrawn ones left out.</param>
    /// <param name="PostedGbp">In the caller's book, in the accrual's period.</param>
    /// <param name="ReversedGbp">Taken back in the next period.</param>
    /// <param name="LeftGbp">Posted less reversed: nil, or the check says so.</param>
    /// <param name="BilledGbp">What later statements charge for the same subjects and service periods.</param>
    /// <param name="DifferenceGbp">Billed less accrued, how far the estimate was off; empty until something is billed.</param>
    public sealed record Row(
        [property: Coded(Codes.Other)] string Entry, string Payee, string Payer, string? Accrual, string? Period,
        [property: Coded(Codes.Other)] string? State, DateOnly? ReversesOn, int Lines, decimal AccruedGbp, decimal PostedGbp,
        decimal ReversedGbp, decimal LeftGbp, decimal BilledGbp, decimal? DifferenceGbp, [property: Coded(Codes.Other)] string? Check);

    public static void MapAccrualReversals(this IEndpointRouteBuilder reports) =>
        reports.MapGet("/accruals/{year}", Handle).AnswersReport<Row>(nameof(AccrualReversals));

    /// <param name="year">For example <c>2023-24</c>.</param>
    private static async Task<IResult> Handle(string year, RechargingDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (!AddressedYear.TryParse(year, out var financialYear))
        {
            return AddressedYear.Malformed(year);
        }

        var periods = financialYear.Periods.ToList();
        return await db.Accruals.AnyAsync(accrual => periods.Contains(accrual.Period), cancellationToken)
            ? new Report<Row>("accruals", financialYear.ToString(), Rows(db, financialYear.ToString(), clock.Today()))
            : Problems.NotFound($"Nothing is accrued in {financialYear}.");
    }

    private static IAsyncEnumerable<Row> Rows(RechargingDb db, string year, DateOnly today) => db.Database.SqlQuery<Row>(
        $"""
        WITH estimate AS (
            SELECT accrual.number, accrual.period, accrual.reverses_in, accrual.state, line.payee, line.payer, count(*)::int AS lines,
                sum(line.amount_pence) AS accrued, coalesce(sum(billed.pence), 0) AS billed,
                make_date(left(accrual.reverses_in, 4)::int + (right(accrual.reverses_in, 2)::int >= 10)::int,
                    (right(accrual.reverses_in, 2)::int + 2) % 12 + 1, 1) AS reverses_on
            FROM accruals accrual
            JOIN accrual_lines line ON line.accrual_number = accrual.number
            LEFT JOIN LATERAL (
                SELECT sum(charge.amount_pence) AS pence FROM statement_lines charge
                WHERE charge.subject = line.subject AND charge.service_period = line.service_period
                    AND charge.agreement_reference = line.agreement_reference AND charge.payee = line.payee AND charge.payer = line.payer
                    AND charge.billing_period > accrual.period) AS billed ON true
            WHERE left(accrual.period, 7) = {year}
            GROUP BY accrual.number, line.payee, line.payer),
        book AS (
            SELECT accrual_number, side, period, sum(debit_pence - credit_pence) AS pence FROM accrual_postings
            WHERE side IN ('accrued-income', 'accrued-cost') GROUP BY 1, 2, 3),
        direction AS (
            SELECT estimate.*, abs(coalesce(posted.pence, 0)) * sign(accrued) AS posted,
                abs(coalesce(back.pence, 0)) * sign(accrued) AS back
            FROM estimate
            CROSS JOIN LATERAL (
                SELECT CASE payee WHEN current_setting('app.council') THEN 'accrued-income' ELSE 'accrued-cost' END AS side) AS own
            LEFT JOIN book posted ON posted.accrual_number = number AND posted.side = own.side AND posted.period = estimate.period
            LEFT JOIN book back ON back.accrual_number = number AND back.side = own.side AND back.period = reverses_in),
        entry AS (
            SELECT 1 AS rank, 'accrual' AS entry, payee, payer, number, period, state, reverses_on, lines, accrued, posted, back, billed,
                CASE WHEN state <> 'Approved' THEN 'in no book' WHEN posted <> back THEN 'does not go back'
                    WHEN reverses_on <= {today} THEN 'gone back' ELSE 'stands until then' END AS "check"
            FROM direction
            UNION ALL
            SELECT 2, 'total', payee, payer, NULL, NULL, NULL, NULL, sum(lines)::int, sum(accrued), sum(posted), sum(back), sum(billed),
                NULL
            FROM direction WHERE state <> 'Withdrawn' GROUP BY payee, payer)
        SELECT entry AS "Entry", payee AS "Payee", payer AS "Payer", number AS "Accrual", period AS "Period", lower(state) AS "State",
            reverses_on AS "ReversesOn", lines AS "Lines", round(accrued / 100.0, 2) AS "AccruedGbp",
            round(posted / 100.0, 2) AS "PostedGbp", round(back / 100.0, 2) AS "ReversedGbp",
            round((posted - back) / 100.0, 2) AS "LeftGbp",
            round(billed / 100.0, 2) AS "BilledGbp",
            CASE WHEN billed <> 0 THEN round((billed - accrued) / 100.0, 2) END AS "DifferenceGbp", "check" AS "Check"
        FROM entry ORDER BY rank, period COLLATE "C", number COLLATE "C", payee COLLATE "C"
        """).AsAsyncEnumerable();
}
