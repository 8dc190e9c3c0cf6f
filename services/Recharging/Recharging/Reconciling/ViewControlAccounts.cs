using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Matching;
using Recharging.Matching.Differences;
using ServiceDefaults;
using Values;

namespace Recharging.Reconciling;

/// <summary>
/// A month of the control accounts between the caller's council and the others, with or without a statement: opening balance and lines
/// must come to the closing balance, to the penny. As known now or at an instant; both councils read the same.
/// </summary>
public static class ViewControlAccounts
{
    /// <param name="KnownAt">The instant that it is as known at, included.</param>
    /// <param name="Alarms">What has no explanation, by account; empty when every account rolls forward.</param>
    public sealed record Answer(
        string Period, DateTimeOffset KnownAt, IReadOnlyList<Row> Accounts, IReadOnlyList<ReconciliationRecord.Alarm> Alarms);

    /// <summary>Debit less credit: what the council is owed is positive.</summary>
    /// <param name="BroughtForwardGbp">By opening documents, else the closing balance that was sent for the month before; null when neither.</param>
    /// <param name="OpeningGbp">As the ERP sent it; null, as the closing balance is, when it sent none.</param>
    /// <param name="UnaccountedGbp">Closing less opening balance less lines.</param>
    public sealed record Row(
        string Council, string Account, decimal? BroughtForwardGbp, decimal? OpeningGbp, decimal PostedGbp, decimal? ClosingGbp,
        decimal? UnaccountedGbp);

    private sealed record Sums(string Council, string Account, long? BroughtForwardPence, long PostedPence);

    public static void MapViewControlAccounts(this IEndpointRouteBuilder api) =>
        api.MapGet("/control-accounts", Handle).RequireOfficer(Readers.OfMoney)
            .WithName(nameof(ViewControlAccounts));

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        string period, DateTimeOffset? knownAt, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (!AccountingPeriod.TryParse(period, out var month))
        {
            return Problems.Invalid("period", $"'{period}' is not a period such as 2023/24-P01.");
        }

        var instant = knownAt?.ToUniversalTime() ?? ReconciliationVersion.Instant(clock);
        if (instant > clock.GetUtcNow())
        {
            return Problems.Invalid("knownAt", "What will be known at an instant to come, nobody knows.");
        }

        var accounts = await db.AsKnownAtAsync(
            instant, () => db.AccountMonthsAsync(caller.Council, month, cancellationToken), cancellationToken);
        return TypedResults.Ok(new Answer(
            month.ToString(),
            instant,
            [
                .. accounts.Select(account => new Row(
                    account.Council, account.Account, account.ExpectedOpening?.InPounds, account.Sent?.Opening.InPounds,
                    account.Posted.InPounds, account.Sent?.Closing.InPounds, account.Unaccounted?.InPounds))
            ],
            [.. accounts.SelectMany(ControlAccounts.Check)]));
    }

    private static async Task<List<AccountMonth>> AccountMonthsAsync(
        this RechargingDb db, string council, AccountingPeriod month, CancellationToken cancellationToken)
    {
        var others = await db.Accounts.Where(account => account.Council != council).Select(account => account.Council).Distinct()
            .ToListAsync(cancellationToken);
        var months = new List<AccountMonth>();
        foreach (var other in others)
        {
            string[] parties = [council, other];
            var posted = (await db.PostedAsync(parties, month, cancellationToken)).ToDictionary(sums => (sums.Council, sums.Account));
            var sent = (await db.BalancesAsync(parties, month, cancellationToken)).ToDictionary(balance => (balance.Council, balance.Account));
            months.AddRange(posted.Keys.Union(sent.Keys).Select(key => new AccountMonth(
                key.Council,
                key.Account,
                month,
                posted.GetValueOrDefault(key)?.BroughtForwardPence is { } pence ? new Money(pence) : null,
                new Money(posted.GetValueOrDefault(key)?.PostedPence ?? 0),
                sent.GetValueOrDefault(key))));
        }

        return [.. months.OrderBy(account => account.Council, StringComparer.Ordinal).ThenBy(account => account.Account, StringComparer.Ordinal)];
    }

    private static Task<List<Sums>> PostedAsync(
        this RechargingDb db, string[] parties, AccountingPeriod month, CancellationToken cancellationToken) => db.Database.SqlQuery<Sums>(
            $"""
            SELECT line.council AS "Council", line.account AS "Account",
                (sum(line.debit_pence - line.credit_pence) FILTER (WHERE line.doc_type = {ControlLine.OpeningDocument}))::bigint
                    AS "BroughtForwardPence",
                coalesce(sum(line.debit_pence - line.credit_pence) FILTER (WHERE line.doc_type <> {ControlLine.OpeningDocument}), 0)::bigint
                    AS "PostedPence"
            FROM control_lines({parties}) line
            WHERE line.period = {month.ToString()}
            GROUP BY line.council, line.account
            """).ToListAsync(cancellationToken);
}
