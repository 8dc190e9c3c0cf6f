namespace Recharging.Engine.Facts;

/// <summary>Rates by the day that they hold from. Only agreed rows are charged; a forecast may ask what offers, or budget assumptions
/// too, would come to. Where a surer row is known for the same day, it counts.</summary>
public sealed class RateTable(Citations citations, RateStatus leastSure)
{
    private readonly Dictionary<(string Spine, int Point), List<Known<SpineRate>>> points = [];
    private readonly Dictionary<(string Employer, string Scheme), List<Known<PensionRate>>> pensions = [];
    private readonly List<Known<NationalInsuranceRate>> nationalInsurance = [];
    private readonly List<Known<LevyRate>> levies = [];

    /// <summary>What the point is paid on the day, or null when nobody priced it or it is deleted by then.</summary>
    public Known<SpineRate>? Point(string spine, int point, DateOnly day) =>
        points.TryGetValue((spine, point), out var rows) && KnownFacts.InForce(rows, row => row.EffectiveFrom, day) is { } rate
        && !(rate.Body.EffectiveUntil < day)
            ? citations.Of(rate)
            : null;

    public Known<PensionRate>? Pension(string employer, string scheme, DateOnly day) =>
        pensions.TryGetValue((employer, scheme), out var rows)
            ? citations.Of(KnownFacts.InForce(rows, row => row.EffectiveFrom, day))
            : null;

    public Known<NationalInsuranceRate>? NationalInsurance(DateOnly day) =>
        citations.Of(KnownFacts.InForce(nationalInsurance, row => row.EffectiveFrom, day));

    public Known<LevyRate>? Levy(DateOnly day) =>
        citations.Of(KnownFacts.InForce(levies, row => row.EffectiveFrom, day));

    public static bool IsRate(object body) => body is SpineRate or NationalInsuranceRate or PensionRate or LevyRate;

    /// <summary>Learns a rate; facts come in the order of their numbers.</summary>
    public void Take(Known<object> fact)
    {
        switch (fact.Body)
        {
            case SpineRate row: Put(Under(points, (row.Spine, row.Point)), fact, row, row => (row.EffectiveFrom, row.Status)); break;
            case PensionRate row: Put(Under(pensions, (row.Employer, row.Scheme)), fact, row, row => (row.EffectiveFrom, row.Status)); break;
            case NationalInsuranceRate row: Put(nationalInsurance, fact, row, row => (row.EffectiveFrom, row.Status)); break;
            case LevyRate row: Put(levies, fact, row, row => (row.EffectiveFrom, row.Status)); break;
            default: break;
        }
    }

    private void Put<T>(List<Known<T>> rows, Known<object> fact, T row, Func<T, (DateOnly From, RateStatus Status)> of)
    {
        var (from, status) = of(row);
        var at = rows.FindIndex(known => of(known.Body).From == from);
        if (status < leastSure || (at >= 0 && of(rows[at].Body).Status > status))
        {
            return;
        }

        var known = new Known<T>(fact.Number, fact.Sha256, row);
        if (at < 0)
        {
            rows.Add(known);
        }
        else
        {
            rows[at] = known;
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
