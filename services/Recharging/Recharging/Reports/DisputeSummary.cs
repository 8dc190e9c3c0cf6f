using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using ServiceDefaults;

namespace Recharging.Reports;

/// <summary>A month's disputes by reason, owner and age: how many, for how much, and what was given back. Alike for both councils; the
/// disputes themselves are in the register.</summary>
public static class DisputeSummary
{
    /// <param name="Entry"><c>disputes</c>, of one kind; <c>total</c> of a direction.</param>
    /// <param name="Standing"><c>open</c> or <c>resolved</c>.</param>
    /// <param name="Owner">Who has to answer for the council that is owed.</param>
    /// <param name="Bucket">Of the days after the last day to resolve, to the day of the resolution; see <see cref="AgeBuckets"/>.</param>
    /// <param name="OldestDays">Since the first was raised.</param>
    /// <param name="DisputedGbp">Before VAT.</param>
    public sealed record Row(
        [property: Coded(Codes.Other)] string Entry, string Payee, string Payer, [property: Coded(Codes.Other)] string? Standing,
        [property: Coded(Codes.DisputeReason)] string? Reason, string? Owner, [property: Coded(Codes.Age)] string? Bucket,
        int Disputes, int OldestDays, decimal DisputedGbp, decimal GivenBackGbp);

    public static void MapDisputeSummary(this IEndpointRouteBuilder reports) =>
        reports.MapGet("/disputes/{period}", Handle).AnswersReport<Row>(nameof(DisputeSummary));

    /// <param name="period">Of the statement, for example <c>2023-24-P01</c>.</param>
    private static async Task<IResult> Handle(string period, RechargingDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (!AddressedPeriod.TryParse(period, out var month))
        {
            return AddressedPeriod.Malformed(period);
        }

        var statement = Statement.NumberOf(month);
        return await db.Statements.AnyAsync(issued => issued.Number == statement, cancellationToken)
            ? new Report<Row>("disputes", month.ToString(), Rows(db, statement, clock.Today()))
            : Problems.NotFound($"No statement of {month} is out.");
    }

    private static IAsyncEnumerable<Row> Rows(RechargingDb db, string statement, DateOnly today) => db.Database.SqlQuery<Row>(
        $"""
        WITH item AS (
            SELECT payee, payer, reason, owner, amount_pence, coalesce(accepted_pence, 0) AS given_back,
                CASE WHEN resolved_on IS NULL THEN 'open' ELSE 'resolved' END AS standing,
                coalesce(resolved_on, {today}) - raised_on AS days,
                ({AgeBuckets.Names})[1 + width_bucket(coalesce(resolved_on, {today}) - resolve_by, {AgeBuckets.FirstDays})] AS bucket
            FROM disputes WHERE statement_number = {statement}),
        entry AS (
            SELECT grouping(reason) AS rank, payee, payer, standing, reason, owner, bucket, count(*)::int AS disputes, max(days) AS oldest,
                sum(amount_pence) AS disputed, sum(given_back) AS given_back
            FROM item GROUP BY GROUPING SETS ((payee, payer, standing, reason, owner, bucket), (payee, payer)))
        SELECT CASE rank WHEN 0 THEN 'disputes' ELSE 'total' END AS "Entry", payee AS "Payee", payer AS "Payer", standing AS "Standing",
            reason AS "Reason", owner AS "Owner", bucket AS "Bucket", disputes AS "Disputes", oldest AS "OldestDays",
            round(disputed / 100.0, 2) AS "DisputedGbp", round(given_back / 100.0, 2) AS "GivenBackGbp"
        FROM entry
        ORDER BY rank, payee COLLATE "C", standing, disputed DESC, reason COLLATE "C", owner COLLATE "C", bucket COLLATE "C"
        """).AsAsyncEnumerable();
}
