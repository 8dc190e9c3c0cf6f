using Values;

namespace Recharging.Engine;

/// <summary>
/// Items under a ceiling are charged in the order in which they were learned, as long as all of them together stay below it. One that
/// does not fit is named and left out: only a decision raises a ceiling.
/// </summary>
internal sealed class CostCeilings(Calculation calculation)
{
    private readonly List<(long Number, CostPool Pool, Charge Charge)> items = [];

    public void Add(long number, CostPool pool, Charge charge) => items.Add((number, pool, charge));

    public void Charge(Func<Charge, bool> isChargedHere)
    {
        var charged = new Dictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (_, pool, charge) in items.OrderBy(item => item.Number))
        {
            var sum = charged.GetValueOrDefault(pool.Name) + charge.Owed;
            var fits = sum <= pool.Ceiling!.Value || charge.Owed <= Money.Zero;
            if (fits)
            {
                charged[pool.Name] = sum;
            }

            if (!isChargedHere(charge))
            {
                continue;
            }

            if (fits)
            {
                calculation.Add(charge);
            }
            else
            {
                var days = charge.ServicePeriod.Days;
                calculation.Add(new UnchargedDays(charge.Subject, days.FirstDay, days.LastDay!.Value,
                    $"{charge.Description} would take {pool.Name} {sum - pool.Ceiling.Value} over its ceiling of {pool.Ceiling.Value} by "
                        + $"{charge.ClauseReference}. Only a decision raises a ceiling."));
            }
        }
    }
}
