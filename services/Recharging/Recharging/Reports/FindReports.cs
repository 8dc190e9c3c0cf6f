using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Recharging.Reports;

/// <summary>Lists the reports of the recharge and where each is read, those included that a statement or a plan answers itself.</summary>
public static class FindReports
{
    /// <param name="Address">With a period, year, quarter, day or reference in braces.</param>
    /// <param name="FootsTo">What its sums come to.</param>
    public sealed record Row(string Report, string Address, string FootsTo);

    private const string Api = "/api/recharging/v1";

    public static readonly IReadOnlyList<Row> All =
    [
        new("monthly statement", $"{Api}/statements/{{number}}", "its lines, as CSV at /lines"),
        new("annual statement", $"{Api}/reports/annual-statement/{{year}}", "the books of the year's statements"),
        new("variance", $"{Api}/variance/{{period}}", "the month's lines, the budget and the forecast"),
        new("aged items", $"{Api}/reports/aged-items", "charges less what is settled; both councils' views to each other"),
        new("spending over £500", $"{Api}/reports/spending-over-500/{{quarter}}", "the payer's posted payable journals"),
        new("accruals and their reversal", $"{Api}/reports/accruals/{{year}}", "the accruals' lines, and the caller's book of them"),
        new("unmatched items", $"{Api}/reports/unmatched", "the differences of the control balances"),
        new("dispute register", $"{Api}/disputes", "what is held of each line"),
        new("disputes of a month", $"{Api}/reports/disputes/{{period}}", "the register's disputes of that statement"),
        new("VAT treatments", $"{Api}/reports/vat-register/{{year}}", "the year's lines, and the invoices less credit notes"),
        new("interface batches", $"{Api}/reports/interface-batches", "the batches' and journals' debits and credits"),
        new("cost centres", $"{Api}/reports/cost-centres/{{year}}", "the caller's journals, before VAT"),
        new("pay awards", $"{Api}/reports/pay-awards/{{year}}", "the contingent charges, and the corrections billed for an award"),
        new("trail of a charge", $"{Api}/reports/charge-trail/{{line}}", "the line, its journal and its ledger document"),
        new("drivers", $"{Api}/reports/drivers/{{period}}", "each driver's parties"),
    ];

    public static void MapFindReports(this IEndpointRouteBuilder reports) =>
        reports.MapGet("/", Handle).RequireOfficer(Readers.OfTables).WithName(nameof(FindReports));

    private static Ok<IReadOnlyList<Row>> Handle() => TypedResults.Ok(All);
}
