namespace Governance.Decisions;

/// <summary>
/// Notice counted in clear days: neither the day of publication nor that of the meeting counts. Practice counts five clear days in
/// working days and twenty-eight in calendar days (S.I. 2012/2089 regs 6, 7 and 9).
/// </summary>
public sealed record ClearDays(int Days, DayKind Kind)
{
    /// <summary>Agenda and reports before a public meeting.</summary>
    public static ClearDays Agenda { get; } = new(5, DayKind.Working);

    /// <summary>Notice of a key decision on the forward plan.</summary>
    public static ClearDays KeyDecision { get; } = new(28, DayKind.Calendar);

    public DateOnly LastDayToPublish(DateOnly meeting) => Kind switch
    {
        DayKind.Working => WorkingDays.England.LastDayToPublish(meeting, Days),
        DayKind.Calendar => meeting.AddDays(-(Days + 1)),
        _ => throw new InvalidOperationException($"Days of kind {Kind} can't be counted.")
    };
}

/// <summary>Which days a period of notice counts.</summary>
public enum DayKind
{
    Calendar,
    Working
}
