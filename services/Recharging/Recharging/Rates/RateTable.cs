using Recharging.Facts;

namespace Recharging.Rates;

/// <summary>Rates by the day that they hold from. Only agreed rows are charged: an offer or a budget assumption is shown, never
/// used.</summary>
public sealed class RateTable
{
    private readonly Dictionary<(string Spine, int Point), List<Known<SpineRate>>> points = [];
    private readonly Dictionary<(string Employer, string Scheme), List<Known<PensionRate>>> pensions = [];
    private readonly List<Known<NationalInsuranceRate>> nationalInsurance = [];
    private readonly List<Known<LevyRate>> levies = [];

    public Known<SpineRate>? Point(string spine, int point, DateOnly day) =>
        points.TryGetValue((spine, point), out var rows) ? KnownFacts.InForce(rows, row => row.EffectiveFrom, day) : null;

    public Known<PensionRate>? Pension(string employer, string scheme, DateOnly day) =>
        pensions.TryGetValue((employer, scheme), out var rows) ? KnownFacts.InForce(rows, row => row.EffectiveFrom, day) : null;

    public Known<NationalInsuranceRate>? NationalInsurance(DateOnly day) =>
        KnownFacts.InForce(nationalInsurance, row => row.EffectiveFrom, day);

    public Known<LevyRate>? Levy(DateOnly day) => KnownFacts.InForce(levies, row => row.EffectiveFrom, day);

    public void Take(Known<object> fact)
    {
        switch (fact.Body)
        {
            case SpineRate { Status: RateStatus.Agreed } row:
                Under(points, (row.Spine, row.Point)).Add(new(fact.Number, fact.Sha256, row));
                break;
            case PensionRate { Status: RateStatus.Agreed } row:
                Under(pensions, (row.Employer, row.Scheme)).Add(new(fact.Number, fact.Sha256, row));
                break;
            case NationalInsuranceRate { Status: RateStatus.Agreed } row: nationalInsurance.Add(new(fact.Number, fact.Sha256, row)); break;
            case LevyRate { Status: RateStatus.Agreed } row: levies.Add(new(fact.Number, fact.Sha256, row)); break;
            default: break; // Offers and budget rows are shown, never charged.
        }
    }

    private static List<TValue> Under<TKey, TValue>(Dictionary<TKey, List<TValue>> index, TKey key)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var rows))
        {
            index[key] = rows = [];
        }

        return rows;
    }
}
