using Recharging.Charging;

namespace Recharging.Reconciling;

/// <summary>How long an open item has been due, in the words of the worklist's <c>age</c> filter.</summary>
public static class Ageing
{
    public const string NotDue = "not-due";

    /// <summary>Youngest first.</summary>
    public static IReadOnlyList<string> Buckets { get; } = [NotDue, .. AgeBuckets.Names[1..]];

    /// <param name="dueOn">The last day on which payment is in time.</param>
    /// <param name="today">The day it is in England.</param>
    public static (int DaysOverdue, string Bucket) Of(DateOnly dueOn, DateOnly today)
    {
        var days = today.DayNumber - dueOn.DayNumber;
        return (Math.Max(days, 0), days <= 0 ? NotDue : AgeBuckets.Of(days));
    }
}
