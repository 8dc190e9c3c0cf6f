using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Ledgers;

/// <summary>Shows what the codes of the caller's own council's ERPs stand for: every row, or what holds on a day.</summary>
public static class FindErpMapping
{
    public sealed record Row(
        string SourceSystem, DateOnly EffectiveFrom, string Setting, string? Ours, string Theirs, string LoadedBy, DateTimeOffset LoadedAt);

    public static void MapFindErpMapping(this IEndpointRouteBuilder mapping) =>
        mapping.MapGet("/", Handle).RequireOfficer("finance-officer", "s151-delegate", "auditor").WithName(nameof(FindErpMapping));

    private static async Task<Results<Ok<List<Row>>, ProblemHttpResult>> Handle(
        string? on, RechargingDb db, Caller caller, CancellationToken cancellationToken)
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

        var rows = await db.MappedCodes.AsNoTracking().Where(code => code.Council == caller.Council).ToListAsync(cancellationToken);
        var shown = day is null ? rows : [.. rows.Where(row => row.EffectiveFrom <= day)
            .GroupBy(row => (row.SourceSystem, row.Setting, row.Theirs)).Select(of => of.MaxBy(row => (row.EffectiveFrom, row.Id))!)
            .Where(row => row.Ours is not null)];
        return TypedResults.Ok(shown.OrderBy(row => row.SourceSystem, StringComparer.Ordinal).ThenBy(row => row.EffectiveFrom)
            .ThenBy(row => row.Id)
            .Select(row => new Row(row.SourceSystem, row.EffectiveFrom, row.Setting, row.Ours, row.Theirs, row.LoadedBy, row.LoadedAt))
            .ToList());
    }
}
