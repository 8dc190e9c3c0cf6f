using Microsoft.EntityFrameworkCore;
using Recharging.Settling;
using ServiceDefaults;

namespace Recharging.Reports;

/// <summary>Where the caller's council books a year's recharge: by cost centre, account and service, what is posted and what
/// waits.</summary>
public static class CostCentres
{
    /// <param name="Entry"><c>booked</c>; <c>total</c> of a direction.</param>
    /// <param name="Direction"><c>receivable</c>, income; <c>payable</c>, cost.</param>
    /// <param name="Persons">How many seconded or shared persons the sum is for.</param>
    /// <param name="NetGbp">Before VAT: income of what the council is owed, cost of what it pays.</param>
    /// <param name="WaitingGbp">In journals that the ledger has not posted yet.</param>
    public sealed record Row(
        [property: Coded(Codes.Other)] string Entry, [property: Coded(Codes.Other)] string Direction, string? CostCentre,
        string? CostCentreName, string? Account, string? AccountName, [property: Coded(Codes.Other)] string? Service,
        [property: Coded(Codes.Component)] string? Component, int Persons, decimal NetGbp, decimal PostedGbp, decimal WaitingGbp);

    public static void MapCostCentres(this IEndpointRouteBuilder reports) =>
        reports.MapGet("/cost-centres/{year}", Handle).AnswersReport<Row>(nameof(CostCentres));

    /// <param name="year">For example <c>2023-24</c>.</param>
    private static async Task<IResult> Handle(string year, RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        if (!AddressedYear.TryParse(year, out var financialYear))
        {
            return AddressedYear.Malformed(year);
        }

        var periods = financialYear.Periods.Append(new(financialYear, 13)).ToList();
        return await db.Set<Journal>().AnyAsync(
            journal => journal.Council == caller.Council && periods.Contains(journal.Period), cancellationToken)
            ? new Report<Row>("cost-centres", financialYear.ToString(), Rows(db, financialYear.ToString()))
            : Problems.NotFound($"Nothing of {financialYear} is settled.");
    }

    private static IAsyncEnumerable<Row> Rows(RechargingDb db, string year) => db.Database.SqlQuery<Row>(
        $"""
        WITH part AS (
            SELECT journal.direction, entry.cost_centre, entry.account, charge.service, entry.component, journal.state,
                CASE WHEN charge.subject_kind IN ('secondment', 'shared-post') THEN charge.subject END AS person,
                (entry.debit_pence - entry.credit_pence) * CASE journal.direction WHEN 'payable' THEN 1 ELSE -1 END AS pence
            FROM journals journal
            JOIN journal_lines entry ON entry.journal_reference = journal.reference AND entry.version = journal.version
            JOIN statement_lines charge ON charge.reference = entry.external_line_id
            WHERE left(journal.period, 7) = {year} AND journal.state <> 'Reversed' AND entry.component NOT IN ('control', 'vat')),
        entry AS (
            SELECT grouping(component) AS rank, direction, cost_centre, account, service, component, count(DISTINCT person)::int AS persons,
                sum(pence) AS net, coalesce(sum(pence) FILTER (WHERE state = 'Posted'), 0) AS posted
            FROM part GROUP BY GROUPING SETS ((direction, cost_centre, account, service, component), (direction)))
        SELECT CASE rank WHEN 0 THEN 'booked' ELSE 'total' END AS "Entry", direction AS "Direction", cost_centre AS "CostCentre",
            centre.name AS "CostCentreName", account AS "Account", named.name AS "AccountName", service AS "Service",
            component AS "Component", persons AS "Persons", round(net / 100.0, 2) AS "NetGbp", round(posted / 100.0, 2) AS "PostedGbp",
            round((net - posted) / 100.0, 2) AS "WaitingGbp"
        FROM entry
        LEFT JOIN cost_centres centre ON centre.code = cost_centre
        LEFT JOIN accounts named ON named.code = account
        ORDER BY rank, direction COLLATE "C", cost_centre COLLATE "C", account COLLATE "C", service COLLATE "C", component COLLATE "C"
        """).AsAsyncEnumerable();
}
