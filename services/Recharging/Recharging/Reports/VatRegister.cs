using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Reports;

/// <summary>How a year's charges are treated for VAT, by clause, why, and which officer said so; and how much of it is invoiced.</summary>
public static class VatRegister
{
    /// <param name="Entry"><c>treatment</c>, of a clause's charges in one direction; <c>total</c> of a direction.</param>
    /// <param name="VatTreatment">S, Z, E, O, or N where nothing is supplied.</param>
    /// <param name="ReviewedBy">As the clause's latest version says.</param>
    /// <param name="InvoicedNetGbp">On invoices less credit notes.</param>
    public sealed record Row(
        [property: Coded(Codes.Other)] string Entry, string Payee, string Payer, string? AgreementReference, string? ClauseReference,
        string? VatTreatment, [property: Coded(Codes.Other)] string? VatReason, string? ReviewedBy,
        string? ReviewedOn, int Lines, decimal NetGbp, decimal VatGbp, decimal InvoicedNetGbp, decimal InvoicedVatGbp);

    public static void MapVatRegister(this IEndpointRouteBuilder reports) =>
        reports.MapGet("/vat-register/{year}", Handle).AnswersReport<Row>(nameof(VatRegister), "vat-officer");

    /// <param name="year">For example <c>2023-24</c>: what that year's statements charge.</param>
    private static async Task<IResult> Handle(string year, RechargingDb db, CancellationToken cancellationToken)
    {
        if (!AddressedYear.TryParse(year, out var financialYear))
        {
            return AddressedYear.Malformed(year);
        }

        var periods = financialYear.Periods.Append(new(financialYear, 13)).ToList();
        return await db.StatementLines.AnyAsync(line => periods.Contains(line.BillingPeriod), cancellationToken)
            ? new Report<Row>("vat-register", financialYear.ToString(), Rows(db, financialYear.ToString()))
            : Problems.NotFound($"Nothing is charged in {financialYear}.");
    }

    private static IAsyncEnumerable<Row> Rows(RechargingDb db, string year) => db.Database.SqlQuery<Row>(
        $"""
        WITH charged AS (
            SELECT line.payee, line.payer, line.agreement_reference, line.clause_reference, line.vat_treatment, line.vat_reason,
                count(*)::int AS lines, sum(line.amount_pence) AS net, sum(line.vat_pence) AS vat,
                coalesce(sum(part.net), 0) AS invoiced_net, coalesce(sum(part.vat), 0) AS invoiced_vat
            FROM statement_lines line
            LEFT JOIN (
                SELECT line_reference, sum(net_pence) AS net, sum(vat_pence) AS vat FROM invoice_lines GROUP BY 1) AS part
                ON part.line_reference = line.reference
            WHERE left(line.billing_period, 7) = {year}
            GROUP BY 1, 2, 3, 4, 5, 6),
        reviewed AS (
            SELECT DISTINCT ON (clause) body ->> 'clauseReference' AS clause, body -> 'parameters' ->> 'vatReviewer' AS officer,
                body -> 'parameters' ->> 'vatReviewedOn' AS day
            FROM facts WHERE kind = 'ClauseAgreed' ORDER BY clause, number DESC),
        entry AS (
            SELECT 1 AS rank, 'treatment' AS entry, charged.*, officer, day
            FROM charged LEFT JOIN reviewed ON reviewed.clause = clause_reference
            UNION ALL
            SELECT 2, 'total', payee, payer, NULL, NULL, NULL, NULL, sum(lines)::int, sum(net), sum(vat), sum(invoiced_net),
                sum(invoiced_vat), NULL, NULL
            FROM charged GROUP BY payee, payer)
        SELECT entry AS "Entry", payee AS "Payee", payer AS "Payer", agreement_reference AS "AgreementReference",
            clause_reference AS "ClauseReference", vat_treatment AS "VatTreatment", vat_reason AS "VatReason", officer AS "ReviewedBy",
            day AS "ReviewedOn", lines AS "Lines", round(net / 100.0, 2) AS "NetGbp", round(vat / 100.0, 2) AS "VatGbp",
            round(invoiced_net / 100.0, 2) AS "InvoicedNetGbp", round(invoiced_vat / 100.0, 2) AS "InvoicedVatGbp"
        FROM entry
        ORDER BY rank, payee COLLATE "C", payer COLLATE "C", vat_treatment COLLATE "C", clause_reference COLLATE "C", vat_reason COLLATE "C"
        """).AsAsyncEnumerable();
}
