namespace Recharging.Charging;

/// <summary>How long something is overdue, as officers group it: not yet due, 1-30, 31-60, 61-90 and more than 90 days after its due
/// day.</summary>
public static class AgeBuckets
{
    /// <summary>The terms of payment where neither an invoice nor a settlement clause gives any.</summary>
    public const int UsualTermsDays = 30;

    /// <summary>The youngest first.</summary>
    public static readonly string[] Names = ["not due", "1-30", "31-60", "61-90", "90+"];

    /// <summary>The first day after the due day of each bucket but the youngest.</summary>
    public static readonly int[] FirstDays = [1, 31, 61, 91];

    /// <summary>The bucket of so many days after the due day; nil or below is not due yet.</summary>
    public static string Of(int daysOverdue) => Names[FirstDays.Count(first => daysOverdue >= first)];
}
