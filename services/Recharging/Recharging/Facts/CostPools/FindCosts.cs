using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Engine.Facts;
using ServiceDefaults;
using Values;

namespace Recharging.Facts;

/// <summary>Shows a month's costs under an agreement as known today, each with its fact number.</summary>
public static class FindCosts
{
    internal static readonly string[] Kinds = [nameof(CostIncurred), nameof(PooledCostIncurred)];

    public sealed record Row(long FactNumber, string CostReference, string Pool, string Period, decimal AmountGbp, string Description,
        string? Authority, string? Bearer, DateOnly? IncurredOn, string Council, string Source);

    public static void MapFindCosts(this IEndpointRouteBuilder costs) =>
        costs.MapGet("/", Handle).RequireOfficer(Readers.OfMoney).WithName(nameof(FindCosts));

    private static async Task<Results<Ok<List<Row>>, ProblemHttpResult>> Handle(
        string agreement, string period, RechargingDb db, CancellationToken cancellationToken)
    {
        if (!AccountingPeriod.TryParse(period, out var month) || month.IsClosingPeriod)
        {
            return Problems.Invalid("period", "A period is a month such as 2023/24-P01.");
        }

        // A cost keeps its month for ever, so a month's facts hold every turn of its costs.
        var facts = await db.Facts.AsNoTracking()
            .Where(fact => Kinds.Contains(fact.Kind) && fact.EffectiveFrom == month.Days.FirstDay)
            .OrderBy(fact => fact.Number)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(facts
            .Select(fact => (fact.Number, Cost: CostOf(fact)))
            .Where(fact => fact.Cost.Agreement == agreement)
            .GroupBy(fact => fact.Cost.CostReference, StringComparer.Ordinal)
            .Select(turns => turns.Last())
            .Select(fact => new Row(fact.Number, fact.Cost.CostReference, fact.Cost.Pool, fact.Cost.Period, fact.Cost.AmountGbp,
                fact.Cost.Description, fact.Cost.Authority, fact.Cost.Bearer, fact.Cost.IncurredOn, fact.Cost.Council, fact.Cost.Source))
            .OrderBy(row => row.Pool, StringComparer.Ordinal).ThenBy(row => row.CostReference, StringComparer.Ordinal)
            .ToList());
    }

    internal static CostIncurred CostOf(Fact fact) => FactKinds.Read(fact).Body switch
    {
        CostIncurred cost => cost,
        PooledCostIncurred pooled => pooled.Cost,
        var other => throw new InvalidOperationException($"{other.GetType().Name} is no cost."),
    };
}
