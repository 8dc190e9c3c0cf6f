using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Engine.Facts;
using ServiceDefaults;

namespace Recharging.Facts;

/// <summary>Shows a table of rates as known today, each row with its fact number, status and source; on request also the rows that a
/// later one for the same day has replaced.</summary>
public static class FindRates
{
    public sealed record Row(long FactNumber, string Rate, DateOnly EffectiveFrom, DateOnly? EffectiveUntil, decimal? AnnualGbp,
        decimal? RatePercent, decimal? AnnualThresholdGbp, decimal? MonthlyThresholdGbp, ContractedOutRebate? Rebate,
        decimal? LumpSumPercent, RateStatus Status, DateOnly? AgreedOn, string Source, long? SupersededBy);

    public static void MapFindRates(this IEndpointRouteBuilder rates) =>
        rates.MapGet("/{table}", Handle).RequireOfficer(Readers.OfTables).WithName(nameof(FindRates));

    private static async Task<Results<Ok<List<Row>>, NotFound>> Handle(
        string table, RechargingDb db, CancellationToken cancellationToken, bool superseded = false)
    {
        if (RateFile.Of(table) is not { } file)
        {
            return TypedResults.NotFound();
        }

        var facts = await db.Facts.AsNoTracking().Where(fact => fact.Kind == file.Kind).OrderBy(fact => fact.Number)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(facts
            .GroupBy(fact => (fact.Subject, fact.EffectiveFrom))
            .SelectMany(versions => versions.Select(version => Show(version, versions.Last().Number)))
            .Where(row => superseded || row.SupersededBy is null)
            .OrderBy(row => row.EffectiveFrom).ThenBy(row => row.FactNumber)
            .ToList());
    }

    /// <summary>A rate as officers read it; <paramref name="latest"/> is the number of the row that holds for its day.</summary>
    public static Row Show(Fact fact, long latest)
    {
        var row = new Row(fact.Number, fact.Subject, fact.EffectiveFrom, null, null, null, null, null, null, null, default, null, "",
            latest == fact.Number ? null : latest);
        return FactKinds.Read(fact).Body switch
        {
            SpineRate rate => row with
            {
                AnnualGbp = rate.AnnualGbp, EffectiveUntil = rate.EffectiveUntil,
                Status = rate.Status, AgreedOn = rate.AgreedOn, Source = rate.Source,
            },
            NationalInsuranceRate rate => row with
            {
                RatePercent = rate.RatePercent, AnnualThresholdGbp = rate.AnnualThresholdGbp,
                MonthlyThresholdGbp = rate.MonthlyThresholdGbp, Rebate = rate.Rebate,
                Status = rate.Status, AgreedOn = rate.AgreedOn, Source = rate.Source,
            },
            PensionRate rate => row with
            {
                RatePercent = rate.RatePercent, LumpSumPercent = rate.LumpSumPercent,
                Status = rate.Status, AgreedOn = rate.AgreedOn, Source = rate.Source,
            },
            LevyRate rate => row with
            {
                RatePercent = rate.RatePercent, Status = rate.Status, AgreedOn = rate.AgreedOn, Source = rate.Source,
            },
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no rate."),
        };
    }
}
