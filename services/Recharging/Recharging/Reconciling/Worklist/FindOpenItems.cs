using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Recharging.Matching.Differences;
using ServiceDefaults;
using Values;

namespace Recharging.Reconciling;

/// <summary>
/// The worklist: what is open in the latest reconciliations. What the engine has a proposal for comes first, the surest at the top; then
/// the largest. With totals by age, reason and council, as JSON or CSV.
/// </summary>
public static class FindOpenItems
{
    private const string Csv = "text/csv";
    private const int LongestPage = 1000;
    private const int UsualPage = 100;

    /// <param name="OpenGbp">Of the rows that the filters let through.</param>
    /// <param name="WrittenOffGbp">Together with all open rows it is <paramref name="DifferenceGbp"/>.</param>
    /// <param name="DifferenceGbp">What the balances that the ERPs sent last add up to.</param>
    public sealed record Answer(
        DateOnly On, decimal OpenGbp, decimal WrittenOffGbp, decimal DifferenceGbp, IReadOnlyList<Total> ByAge, IReadOnlyList<Total> ByReason,
        IReadOnlyList<Total> ByCouncil, IReadOnlyList<OpenItem> Items, string? Next);

    public sealed record Total(string Name, int Items, decimal AmountGbp);

    public static void MapFindOpenItems(this IEndpointRouteBuilder api) =>
        api.MapGet("/worklist", Handle).Produces<string>(StatusCodes.Status200OK, Csv).Produces<Answer>()
            .RequireOfficer(Readers.OfMoney).WithName(nameof(FindOpenItems));

    /// <param name="period">For example <c>2023/24-P01</c>; left out for all.</param>
    /// <param name="reason">A reason code, or <c>none</c> for what has no reason.</param>
    /// <param name="age">A bucket: <c>not-due</c>, <c>1-30</c>, <c>31-60</c>, <c>61-90</c> or <c>90+</c>.</param>
    /// <param name="owner">An officer's name, or <c>none</c>.</param>
    /// <param name="council">In whose ledger the item is.</param>
    /// <param name="mustAct">Whose officers must act next.</param>
    /// <param name="minGbp">Items of at least so many pounds, either way.</param>
    private static async Task<IResult> Handle(
        string? period, string? reason, string? age, string? owner, string? council, string? mustAct, decimal? minGbp, string? after,
        int? size, HttpContext http, RechargingDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        AccountingPeriod? month = null;
        if (period is not null)
        {
            if (!AccountingPeriod.TryParse(period, out var parsed))
            {
                return Problems.Invalid("period", $"'{period}' is not a period such as 2023/24-P01.");
            }

            month = parsed;
        }

        if (age is not null && !Ageing.Buckets.Contains(age))
        {
            return Problems.Invalid("age", $"'{age}' is none of {string.Join(", ", Ageing.Buckets)}.");
        }

        var open = await db.OpenItemsAsync(month, clock.Today(), cancellationToken);
        var rows = open.SelectMany(between => between.Rows)
            .Where(row => reason is null || (row.Reason ?? "none") == reason)
            .Where(row => age is null || row.Age == age)
            .Where(row => owner is null || (row.Owner ?? "none") == owner)
            .Where(row => council is null || row.Council == council)
            .Where(row => mustAct is null || row.MustAct.Contains(mustAct))
            .Where(row => minGbp is null || Math.Abs(row.AmountGbp) >= minGbp)
            .OrderBy(PlaceOf, StringComparer.Ordinal).ToList();
        http.Response.Headers.Vary = "Accept";
        if (http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase)))
        {
            return TypedResults.Text(OpenItemsCsv.Write(rows), Csv, Encoding.UTF8);
        }

        var take = Math.Clamp(size ?? UsualPage, 1, LongestPage);
        var page = rows.Where(row => after is null || string.CompareOrdinal(PlaceOf(row), after) > 0).Take(take + 1).ToList();
        var next = page.Count > take ? NextPage(http.Request, PlaceOf(page[take - 1])) : null;
        return TypedResults.Ok(new Answer(
            clock.Today(), rows.Sum(row => row.AmountGbp), open.Sum(between => between.WrittenOff.InPounds),
            open.Sum(between => between.Difference.InPounds),
            [.. Ageing.Buckets.Select(bucket => TotalOf(bucket, rows.Where(row => row.Age == bucket)))],
            [.. rows.GroupBy(row => row.Reason ?? "none").OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => TotalOf(group.Key, group))],
            [.. rows.GroupBy(row => row.Council ?? "both").OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => TotalOf(group.Key, group))],
            [.. page.Take(take)],
            next));
    }

    /// <summary>What is open between each two councils, by their latest reconciliations.</summary>
    public static async Task<List<OpenItems>> OpenItemsAsync(
        this RechargingDb db, AccountingPeriod? period, DateOnly today, CancellationToken cancellationToken)
    {
        var versions = db.Set<ReconciliationVersion>().AsNoTracking();
        var latest = await versions
            .Where(version => version.Version == versions.Where(other => other.StatementNumber == version.StatementNumber)
                .Max(other => other.Version))
            .ToListAsync(cancellationToken);
        var numbers = latest.ConvertAll(version => version.StatementNumber);
        var statements = await db.Statements.AsNoTracking()
            .Where(statement => numbers.Contains(statement.Number) && (period == null || statement.Period == period))
            .ToDictionaryAsync(statement => statement.Number, cancellationToken);
        var decisions = (await db.ReconciliationDecisions.AsNoTracking().Where(decision => numbers.Contains(decision.StatementNumber))
            .OrderBy(decision => decision.Number).ToListAsync(cancellationToken)).ToLookup(decision => decision.StatementNumber);
        var records = latest.Where(version => statements.ContainsKey(version.StatementNumber))
            .Select(version => JsonSerializer.Deserialize<ReconciliationRecord>(version.Record, JsonSerializerOptions.Web)!).ToList();
        var cited = records.SelectMany(record => record.Items).Select(item => item.StatementLine).OfType<string>().Distinct().ToList();
        var lines = await db.StatementLines.AsNoTracking().Where(line => cited.Contains(line.Reference))
            .ToDictionaryAsync(line => line.Reference, cancellationToken);
        var clauses = await db.ClausesAsync(cancellationToken);
        var disputes = (await db.Disputes.AsNoTracking().Where(dispute => numbers.Contains(dispute.StatementNumber))
            .ToListAsync(cancellationToken)).ToDictionary(dispute => dispute.LineReference, StringComparer.Ordinal);
        return
        [
            .. records.GroupBy(record => string.Join('/', statements[record.StatementNumber].Parties.Order(StringComparer.Ordinal)))
                .Select(between => OpenItems.Of(
                    between.Select(record => new ReconciledStatement(
                        statements[record.StatementNumber], record, lines, [.. decisions[record.StatementNumber]],
                        DecisionTerms.Of(clauses.SettlementTermsOf(statements[record.StatementNumber])), disputes)),
                    today))
        ];
    }

    // Surest proposal first, then largest, then by name, so that a page begins where the one before ended.
    private static string PlaceOf(OpenItem row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{1 - (row.Proposal?.Score ?? 0):0.0000}|{long.MaxValue - Money.Pounds(Math.Abs(row.AmountGbp)).Pence:D19}|{row.StatementNumber}|{row.Id}|{row.Kind}|{row.Council}|{row.Account}");

    private static Total TotalOf(string name, IEnumerable<OpenItem> rows)
    {
        var all = rows.ToList();
        return new Total(name, all.Count, all.Sum(row => row.AmountGbp));
    }

    private static string NextPage(HttpRequest request, string last)
    {
        var query = request.Query.Where(part => part.Key != "after").SelectMany(
            part => part.Value.Select(value => $"{Uri.EscapeDataString(part.Key)}={Uri.EscapeDataString(value ?? "")}"));
        return $"{request.Path}?{string.Join('&', [.. query, $"after={Uri.EscapeDataString(last)}"])}";
    }
}
