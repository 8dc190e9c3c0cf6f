using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Recharging.Settling;
using ServiceDefaults;

namespace Recharging.Reports;

/// <summary>
/// What the Local Government Transparency Code asks a council to publish each quarter, of its payments to the other council: all above
/// £500, credits too, as its ledger has posted them. Nothing in it names, or is about, fewer than three persons on their own.
/// </summary>
public static class SpendingOver500
{
    private const long ThresholdPence = 500_00;

    /// <summary>Charges of fewer persons are not set apart from the other charges of their transaction.</summary>
    private const int FewestPersons = 3;

    /// <summary>A council buys from a council: the card schemes' word for it, which the published files use.</summary>
    private const string Category = "Intra-government purchases";

    /// <param name="EffectiveDate">The day that the payer's ledger posts it on.</param>
    /// <param name="TransactionNumber">The payer's ledger's own.</param>
    /// <param name="NetAmount">Pounds before VAT; below nil for a credit.</param>
    /// <param name="IrrecoverableVAT">Pounds of VAT that the payer books as a cost.</param>
    /// <param name="RedactedFlag"><c>Y</c> where charges for persons are in the amount and their detail is left out.</param>
    public sealed record Row(
        string OrganisationName, DateOnly EffectiveDate, string DirectorateOrService, string SupplierName, string TransactionNumber,
        decimal NetAmount, decimal IrrecoverableVAT, string Purpose, string MerchantCategory, string RedactedFlag);

    public static void MapSpendingOver500(this IEndpointRouteBuilder reports) =>
        reports.MapGet("/spending-over-500/{quarter}", Handle).AnswersReport<Row>(nameof(SpendingOver500));

    /// <param name="quarter">For example <c>2023-24-Q1</c>, April to June 2023.</param>
    private static async Task<IResult> Handle(
        string quarter, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (!AddressedYear.TryParseQuarter(quarter, out var days))
        {
            return AddressedYear.MalformedQuarter(quarter);
        }

        if (days.FirstDay > clock.Today())
        {
            return Problems.NotFound($"The quarter that begins on {days.FirstDay:yyyy-MM-dd} has not begun.");
        }

        var names = await NamesAsync(db, caller, cancellationToken);
        return new Report<Row>("spending-over-500", quarter, Rows(db, caller.Council, names, days.FirstDay, days.LastDay!.Value))
        {
            NamesColumnsAsFields = true,
        };
    }

    // A council's name stands on every invoice that it sends: what else its details say is its own.
    private static async Task<string> NamesAsync(RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        var councils = await db.Journals.Select(journal => journal.Partner).Distinct().ToListAsync(cancellationToken);
        var details = await db.AsWorkerAsync(
            () => db.InvoicePartiesAsync([caller.Council, .. councils], cancellationToken), cancellationToken);
        return JsonSerializer.Serialize(details.ToDictionary(party => party.Key, party => party.Value.LegalName));
    }

    private static IAsyncEnumerable<Row> Rows(RechargingDb db, string council, string names, DateOnly firstDay, DateOnly lastDay) =>
        db.Database.SqlQuery<Row>(
        $"""
        WITH paid AS (
            SELECT journal.reference AS journal, journal.document_number, journal.posting_date, journal.partner, line.service, line.subject,
                line.subject_kind IN ('secondment', 'shared-post') AS of_person,
                coalesce(sum(entry.debit_pence - entry.credit_pence) FILTER (WHERE entry.component NOT IN ('control', 'vat')), 0) AS net,
                coalesce(sum(entry.debit_pence - entry.credit_pence)
                    FILTER (WHERE entry.component = 'vat' AND account.kind = 'cost'), 0) AS vat
            FROM journals journal
            JOIN journal_lines entry ON entry.journal_reference = journal.reference AND entry.version = journal.version
            JOIN statement_lines line ON line.reference = entry.external_line_id
            LEFT JOIN accounts account ON account.council = entry.council AND account.code = entry.account
            WHERE journal.council = {council} AND journal.direction = 'payable' AND journal.state = 'Posted'
                AND journal.posting_date BETWEEN {firstDay} AND {lastDay}
            GROUP BY journal.reference, line.reference),
        persons AS (
            SELECT journal, sign(net) AS way, count(DISTINCT subject) FILTER (WHERE of_person) AS number FROM paid GROUP BY 1, 2),
        item AS (
            SELECT document_number, posting_date, partner, sign(net) AS way,
                CASE WHEN number BETWEEN 1 AND {FewestPersons} - 1 THEN 'Shared services' WHEN of_person THEN 'Shared staff'
                    ELSE initcap(replace(service, '-', ' ')) END AS service,
                bool_or(of_person) AS redacted, sum(net) AS net, sum(vat) AS vat
            FROM paid JOIN persons ON persons.journal = paid.journal AND persons.way = sign(net)
            GROUP BY 1, 2, 3, 4, 5)
        SELECT coalesce({names}::json ->> {council}, {council}) AS "OrganisationName", posting_date AS "EffectiveDate",
            service AS "DirectorateOrService", coalesce({names}::json ->> partner, partner) AS "SupplierName",
            document_number AS "TransactionNumber", round(net / 100.0, 2) AS "NetAmount", round(vat / 100.0, 2) AS "IrrecoverableVAT",
            CASE WHEN net < 0 THEN 'Credit: ' ELSE '' END
                || CASE service WHEN 'Shared staff' THEN 'Shared staff recharge' ELSE 'Shared services recharge' END AS "Purpose",
            {Category} AS "MerchantCategory", CASE WHEN redacted THEN 'Y' ELSE 'N' END AS "RedactedFlag"
        FROM item
        WHERE abs(net) > {ThresholdPence}
        ORDER BY posting_date, document_number COLLATE "C", service COLLATE "C", net DESC
        """).AsAsyncEnumerable();
}
