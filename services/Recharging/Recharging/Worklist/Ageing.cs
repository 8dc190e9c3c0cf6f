namespace Recharging.Worklist;

/// <summary>How long an open item has been due.</summary>
public static class Ageing
{
    public const string NotDue = "not-due";
    public const string Over90 = "90+";

    /// <summary>Youngest first.</summary>
    public static IReadOnlyList<string> Buckets { get; } = [NotDue, "1-30", "31-60", "61-90", Over90];

    /// <param name="dueOn">The last day on which payment is in time.</param>
    /// <param name="today">The day it is in England.</param>
    public static (int DaysOverdue, string Bucket) Of(DateOnly dueOn, DateOnly today)
    {
        var days = today.DayNumber - dueOn.DayNumber;
        return (Math.Max(days, 0), days switch
        {
            <= 0 => NotDue,
            <= 30 => "1-30",
            <= 60 => "31-60",
            <= 90 => "61-90",
            _ => Over90
        });
    }
}
