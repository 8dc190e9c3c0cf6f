using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using Recharging.Engine.Facts;
using Recharging.Facts;
using ServiceDefaults;
using Values;

namespace Recharging.Reports;

/// <summary>What each driver says of each party in a month, by what is known now, and what changed since the month before.</summary>
public static class DriverChanges
{
    /// <param name="Entry"><c>driver</c>, of a party; <c>total</c> of the driver.</param>
    /// <param name="Pool">Whose driver it is alone; empty where it holds for every pool that names it.</param>
    /// <param name="SharePercent">Of the parties' quantities, to four decimals.</param>
    /// <param name="FactNumber">Of the row that rules the month.</param>
    public sealed record Row(
        [property: Coded(Codes.Other)] string Entry, string AgreementReference, string Driver, string? Pool, string? Party,
        decimal QuantityBefore, decimal Quantity, decimal Change, decimal? SharePercentBefore, decimal? SharePercent, string? Source,
        long? FactNumber);

    public static void MapDriverChanges(this IEndpointRouteBuilder reports) =>
        reports.MapGet("/drivers/{period}", Handle).AnswersReport<Row>(nameof(DriverChanges));

    /// <param name="period">For example <c>2023-24-P02</c>.</param>
    private static async Task<IResult> Handle(string period, RechargingDb db, CancellationToken cancellationToken)
    {
        if (!AddressedPeriod.TryParse(period, out var month) || month.IsClosingPeriod)
        {
            return AddressedPeriod.Malformed(period);
        }

        var facts = await db.Facts.AsNoTracking().Where(fact => fact.Kind == nameof(DriverMeasured)).OrderBy(fact => fact.Number)
            .ToListAsync(cancellationToken);
        var rows = Rows([.. facts.Select(fact => new Known<DriverMeasured>(
            fact.Number, fact.Sha256, (DriverMeasured)FactKinds.Read(fact).Body))], month).ToList();
        return rows.Count == 0
            ? Problems.NotFound($"No driver is known for {month}.")
            : new Report<Row>("drivers", month.ToString(), rows.ToAsyncEnumerable());
    }

    public static IEnumerable<Row> Rows(IReadOnlyList<Known<DriverMeasured>> facts, AccountingPeriod month)
    {
        var table = new DriverTable();
        foreach (var fact in facts)
        {
            table.Take(fact);
        }

        var before = AccountingPeriod.Of(month.Days.FirstDay.AddDays(-1));
        foreach (var driver in facts.Select(fact => (fact.Body.Agreement, fact.Body.Driver, fact.Body.Pool)).Distinct().Order())
        {
            var parties = facts.Where(fact => (fact.Body.Agreement, fact.Body.Driver, fact.Body.Pool) == driver)
                .Select(fact => fact.Body.Party).Distinct().Order(StringComparer.Ordinal)
                .Select(party => (Party: party, Was: Of(table, driver, party, before), Is: Of(table, driver, party, month)))
                .Where(party => (party.Was ?? party.Is) is not null).ToList();
            var (was, @is) = (parties.Sum(party => party.Was?.Body.Quantity ?? 0), parties.Sum(party => party.Is?.Body.Quantity ?? 0));
            foreach (var (party, then, now) in parties)
            {
                var (old, current) = (then?.Body.Quantity ?? 0, now?.Body.Quantity ?? 0);
                yield return new Row("driver", driver.Agreement, driver.Driver, driver.Pool, party, old, current, current - old,
                    Percent(old, was), Percent(current, @is), now?.Body.Source, now?.Number);
            }

            if (parties.Count > 0)
            {
                yield return new Row(
                    "total", driver.Agreement, driver.Driver, driver.Pool, null, was, @is, @is - was, null, null, null, null);
            }
        }
    }

    private static Known<DriverMeasured>? Of(
        DriverTable table, (string Agreement, string Driver, string? Pool) driver, string party, AccountingPeriod period) =>
        table.Of(driver.Agreement, driver.Driver, driver.Pool ?? "", party, period);

    private static decimal? Percent(decimal part, decimal whole) =>
        whole == 0 ? null : decimal.Round(part * 100 / whole, 4, MidpointRounding.AwayFromZero);
}
