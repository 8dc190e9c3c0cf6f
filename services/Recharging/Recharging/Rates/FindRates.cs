using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Facts;
using ServiceDefaults;

namespace Recharging.Rates;

/// <summary>Shows a table of rates as known today, each row with its fact number, status and source.</summary>
public static class FindRates
{
    public sealed record Row(long FactNumber, string Rate, DateOnly EffectiveFrom, decimal? AnnualGbp, decimal? RatePercent,
        decimal? AnnualThresholdGbp, RateStatus Status, DateOnly? AgreedOn, string Source);

    public static void MapFindRates(this IEndpointRouteBuilder rates) =>
        rates.MapGet("/{table}", Handle).RequireSignedIn().WithName(nameof(FindRates));

    private static async Task<Results<Ok<List<Row>>, NotFound>> Handle(
        string table, RechargingDb db, CancellationToken cancellationToken)
    {
        if (RateFile.Of(table) is not { } file)
        {
            return TypedResults.NotFound();
        }

        var facts = await db.Facts.AsNoTracking().Where(fact => fact.Kind == file.Kind).OrderBy(fact => fact.Number)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(facts
            .GroupBy(fact => (fact.Subject, fact.EffectiveFrom))
            .Select(versions => Show(versions.Last()))
            .OrderBy(row => row.EffectiveFrom).ThenBy(row => row.FactNumber)
            .ToList());
    }

    private static Row Show(Fact fact) => FactKinds.Read(fact).Body switch
    {
        SpineRate rate => new(fact.Number, fact.Subject, fact.EffectiveFrom, rate.AnnualGbp, null, null, rate.Status, rate.AgreedOn,
            rate.Source),
        NationalInsuranceRate rate => new(fact.Number, fact.Subject, fact.EffectiveFrom, null, rate.RatePercent, rate.AnnualThresholdGbp,
            rate.Status, rate.AgreedOn, rate.Source),
        PensionRate rate => new(fact.Number, fact.Subject, fact.EffectiveFrom, null, rate.RatePercent, null, rate.Status, rate.AgreedOn,
            rate.Source),
        LevyRate rate => new(fact.Number, fact.Subject, fact.EffectiveFrom, null, rate.RatePercent, null, rate.Status, rate.AgreedOn,
            rate.Source),
        var other => throw new InvalidOperationException($"{other.GetType().Name} is no rate."),
    };
}
