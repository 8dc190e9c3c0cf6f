using Values;

namespace Recharging.Engine.Facts;

/// <summary>Costs as last told of, by month and pool.</summary>
public sealed class CostTable
{
    private static readonly Dictionary<string, List<Known<CostIncurred>>> Nothing = [];

    private readonly Dictionary<(string Agreement, string Reference), Known<CostIncurred>> latest = [];
    private Dictionary<(string Agreement, AccountingPeriod Period), Dictionary<string, List<Known<CostIncurred>>>>? months;

    /// <summary>A month's costs by pool, each in the order in which they were learned.</summary>
    public IReadOnlyDictionary<string, List<Known<CostIncurred>>> Of(string agreement, AccountingPeriod period) =>
        (months ??= ByMonth()).GetValueOrDefault((agreement, period), Nothing);

    public IEnumerable<AccountingPeriod> Months(string agreement) =>
        (months ??= ByMonth()).Keys.Where(month => month.Agreement == agreement).Select(month => month.Period).Order();

    public void Take(Known<CostIncurred> cost)
    {
        latest[(cost.Body.Agreement, cost.Body.CostReference)] = cost;
        months = null;
    }

    private Dictionary<(string, AccountingPeriod), Dictionary<string, List<Known<CostIncurred>>>> ByMonth()
    {
        var index = new Dictionary<(string, AccountingPeriod), Dictionary<string, List<Known<CostIncurred>>>>();
        var periods = new Dictionary<string, AccountingPeriod>(StringComparer.Ordinal);
        foreach (var cost in latest.Values)
        {
            if (!periods.TryGetValue(cost.Body.Period, out var period))
            {
                periods[cost.Body.Period] = period = AccountingPeriod.Parse(cost.Body.Period);
            }

            var month = (cost.Body.Agreement, period);
            if (!index.TryGetValue(month, out var pools))
            {
                index[month] = pools = new Dictionary<string, List<Known<CostIncurred>>>(StringComparer.Ordinal);
            }

            if (!pools.TryGetValue(cost.Body.Pool, out var costs))
            {
                pools[cost.Body.Pool] = costs = [];
            }

            costs.Add(cost);
        }

        foreach (var costs in index.Values.SelectMany(pools => pools.Values))
        {
            costs.Sort((one, other) => one.Number.CompareTo(other.Number));
        }

        return index;
    }
}
