using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Reports;

/// <summary>
/// A year's charges by component and month, gross in both directions and net: what the year's monthly statements come to. Alike for
/// both councils, and to the penny what their books hold.
/// </summary>
public static class AnnualStatement
{
    private const string Billing = "billing";
    private const string Service = "service";

    /// <param name="Entry"><c>charge</c>; <c>gross</c>, all that one council owes the other; <c>net</c>, what the payer owes the payee
    /// when both directions are set off: below nil, the payee owes it.</param>
    /// <param name="Component">What the charge is made of, or <c>vat</c>.</param>
    /// <param name="ClosingGbp">The year's closing period, P13.</param>
    public sealed record Row(
        [property: Coded(Codes.Other)] string Entry, string Payee, string Payer, [property: Coded(Codes.Other)] string? Service,
        [property: Coded(Codes.Component)] string? Component, decimal AprilGbp, decimal MayGbp, decimal JuneGbp, decimal JulyGbp,
        decimal AugustGbp, decimal SeptemberGbp, decimal OctoberGbp, decimal NovemberGbp, decimal DecemberGbp, decimal JanuaryGbp,
        decimal FebruaryGbp, decimal MarchGbp, decimal ClosingGbp, decimal YearGbp);

    public static void MapAnnualStatement(this IEndpointRouteBuilder reports) =>
        reports.MapGet("/annual-statement/{year}", Handle).AnswersReport<Row>(nameof(AnnualStatement));

    /// <param name="year">For example <c>2023-24</c>.</param>
    /// <param name="months"><c>billing</c>: the month whose statement charges it, as the books have it. <c>service</c>: the month in which
    /// the service was given, whichever statement charged it.</param>
    private static async Task<IResult> Handle(
        string year, RechargingDb db, CancellationToken cancellationToken, string months = Billing)
    {
        if (!AddressedYear.TryParse(year, out var financialYear))
        {
            return AddressedYear.Malformed(year);
        }

        if (months is not (Billing or Service))
        {
            return Problems.Invalid("months", $"Months are those of {Billing} or of {Service}.");
        }

        var periods = financialYear.Periods.Append(new(financialYear, 13)).ToList();
        return await db.StatementLines.AnyAsync(
            line => periods.Contains(months == Billing ? line.BillingPeriod : line.ServicePeriod), cancellationToken)
            ? new Report<Row>("annual-statement", financialYear.ToString(), Rows(db, financialYear.ToString(), months))
            : Problems.NotFound($"Nothing is charged in {financialYear}.");
    }

    private static IAsyncEnumerable<Row> Rows(RechargingDb db, string year, string months) => db.Database.SqlQuery<Row>(
        $"""
        WITH part AS (
            SELECT line.parties, line.payee, line.payer, line.service, part.component, part.pence,
                CASE {months} WHEN 'service' THEN line.service_period ELSE line.billing_period END AS period
            FROM statement_lines line
            CROSS JOIN LATERAL (
                SELECT * FROM unnest(line.component_names, line.component_pence)
                UNION ALL SELECT 'vat', line.vat_pence) AS part (component, pence)
            WHERE part.pence <> 0),
        entry AS (
            SELECT 'charge' AS entry, payee, payer, service, component, period, pence FROM part
            UNION ALL SELECT 'gross', payee, payer, NULL, NULL, period, pence FROM part
            UNION ALL SELECT 'net', parties[1], parties[2], NULL, NULL, period, CASE payee WHEN parties[1] THEN pence ELSE -pence END
            FROM part),
        month AS (
            SELECT entry, payee, payer, service, component, right(period, 2)::int AS number, sum(pence) / 100.0 AS gbp
            FROM entry WHERE left(period, 7) = {year} GROUP BY 1, 2, 3, 4, 5, 6)
        SELECT entry AS "Entry", payee AS "Payee", payer AS "Payer", service AS "Service", component AS "Component",
            round(coalesce(sum(gbp) FILTER (WHERE number = 1), 0), 2) AS "AprilGbp",
            round(coalesce(sum(gbp) FILTER (WHERE number = 2), 0), 2) AS "MayGbp",
            round(coalesce(sum(gbp) FILTER (WHERE number = 3), 0), 2) AS "JuneGbp",
            round(coalesce(sum(gbp) FILTER (WHERE number = 4), 0), 2) AS "JulyGbp",
            round(coalesce(sum(gbp) FILTER (WHERE number = 5), 0), 2) AS "AugustGbp",
            round(coalesce(sum(gbp) FILTER (WHERE number = 6), 0), 2) AS "SeptemberGbp",
            round(coalesce(sum(gbp) FILTER (WHERE number = 7), 0), 2) AS "OctoberGbp",
            round(coalesce(sum(gbp) FILTER (WHERE number = 8), 0), 2) AS "NovemberGbp",
            round(coalesce(sum(gbp) FILTER (WHERE number = 9), 0), 2) AS "DecemberGbp",
            round(coalesce(sum(gbp) FILTER (WHERE number = 10), 0), 2) AS "JanuaryGbp",
            round(coalesce(sum(gbp) FILTER (WHERE number = 11), 0), 2) AS "FebruaryGbp",
            round(coalesce(sum(gbp) FILTER (WHERE number = 12), 0), 2) AS "MarchGbp",
            round(coalesce(sum(gbp) FILTER (WHERE number = 13), 0), 2) AS "ClosingGbp",
            round(sum(gbp), 2) AS "YearGbp"
        FROM month GROUP BY entry, payee, payer, service, component
        ORDER BY entry COLLATE "C", payee COLLATE "C", payer COLLATE "C", service COLLATE "C", component COLLATE "C"
        """).AsAsyncEnumerable();
}
