using Values;

namespace Secondments.Placements;

/// <summary>
/// The host's share from a day on, until the next one's day. Rows are only added; of two for one day the later number counts.
/// </summary>
public sealed class HostShare
{
    public required int Number { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    public required decimal Percent { get; init; }

    /// <summary>The days of a term with the share that counts on them; days without a share, or with 0, are left out.</summary>
    public static IEnumerable<(DateRange Days, decimal Percent)> On(IEnumerable<HostShare> shares, DateRange term)
    {
        var counting = shares
            .GroupBy(share => share.EffectiveFrom)
            .Select(sameDay => sameDay.MaxBy(share => share.Number)!)
            .OrderBy(share => share.EffectiveFrom)
            .ToList();

        for (var i = 0; i < counting.Count; i++)
        {
            DateOnly? last = i + 1 < counting.Count ? counting[i + 1].EffectiveFrom.AddDays(-1) : null;
            if (counting[i].Percent > 0 && new DateRange(counting[i].EffectiveFrom, last).Intersection(term) is { } days)
            {
                yield return (days, counting[i].Percent);
            }
        }
    }

    /// <summary>The share on one day, 0 when none counts yet.</summary>
    public static decimal PercentOn(IEnumerable<HostShare> shares, DateOnly day) =>
        On(shares, new DateRange(day, day)).Select(part => part.Percent).SingleOrDefault();
}
