using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Ledgers;
using ServiceDefaults;

namespace Recharging.Settling;

/// <summary>Shows where the caller's own council books its charges: every row, or what would be coded on a day.</summary>
public static class FindCoding
{
    /// <param name="Closed">The account or cost centre that is not open on the day that is asked for, or by now: a settlement would be
    /// refused for it. Null when both are open.</param>
    public sealed record Row(DateOnly EffectiveFrom, string Component, string Service, string Direction, string Account,
        string? CostCentre, string? VatCode, string? Closed);

    public static void MapFindCoding(this IEndpointRouteBuilder coding) =>
        coding.MapGet("/", Handle).RequireOfficer(Readers.OfTables).WithName(nameof(FindCoding));

    private static async Task<Results<Ok<List<Row>>, ProblemHttpResult>> Handle(
        string? on, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        DateOnly? day = null;
        if (on is not null)
        {
            if (!DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked))
            {
                return Problems.Invalid("on", "A day is such as 2023-04-30.");
            }

            day = asked;
        }

        var open = await OpenCodes.OfAsync(db, [caller.Council], cancellationToken);
        var rows = await db.CodingRows.AsNoTracking().ToListAsync(cancellationToken);
        var shown = day is null ? rows : [.. rows.Where(row => row.EffectiveFrom <= day)
            .GroupBy(row => (row.Component, row.Service, row.Direction)).Select(of => of.MaxBy(row => (row.EffectiveFrom, row.Id))!)];
        return TypedResults.Ok(shown.OrderBy(row => row.EffectiveFrom).ThenBy(row => row.Id)
            .Select(row => new Row(row.EffectiveFrom, row.Component, row.Service, row.Direction, row.Account, row.CostCentre, row.VatCode,
                open.Closed(row.Council, row.Account, row.CostCentre, day ?? Latest(row.EffectiveFrom, clock.Today()))))
            .ToList());
    }

    // A row for days to come is held against its own first day.
    private static DateOnly Latest(DateOnly effectiveFrom, DateOnly today) => effectiveFrom > today ? effectiveFrom : today;
}
