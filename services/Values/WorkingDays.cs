using System.Globalization;

namespace Values;

/// <summary>
/// England's working days: Monday to Friday less the bank holidays of England and Wales. The holidays are data
/// (<c>BankHolidays.csv</c>, in the shape of gov.uk's list), and a day outside the years that they cover is refused.
/// </summary>
public sealed class WorkingDays
{
    private readonly HashSet<DateOnly> holidays;
    private readonly int firstYear;
    private readonly int lastYear;

    /// <param name="holidays">Every bank holiday of each year from the first to the last that occurs.</param>
    /// <exception cref="ArgumentException">No holidays.</exception>
    public WorkingDays(IEnumerable<DateOnly> holidays)
    {
        this.holidays = [.. holidays];
        if (this.holidays.Count == 0)
        {
            throw new ArgumentException("A calendar without bank holidays covers no year.", nameof(holidays));
        }

        firstYear = this.holidays.Min().Year;
        lastYear = this.holidays.Max().Year;
    }

    /// <summary>The calendar shipped with the product.</summary>
    public static WorkingDays England { get; } = new(ReadShippedHolidays());

    /// <exception cref="ArgumentOutOfRangeException">The calendar does not cover the day's year.</exception>
    public bool Contains(DateOnly day)
    {
        if (day.Year < firstYear || day.Year > lastYear)
        {
            throw new ArgumentOutOfRangeException(nameof(day), day, $"The bank holidays are known for {firstYear} to {lastYear} only.");
        }

        return day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day);
    }

    /// <summary>The day that is so many working days after; the day itself is not counted. Negative counts back.</summary>
    public DateOnly Add(DateOnly day, int workingDays)
    {
        var step = Math.Sign(workingDays);
        for (var left = Math.Abs(workingDays); left > 0;)
        {
            day = day.AddDays(step);
            if (Contains(day))
            {
                left--;
            }
        }

        return day;
    }

    /// <summary>How many working days the range holds, both ends included.</summary>
    public int Count(DateRange days) =>
        Enumerable.Range(0, days.Days).Count(offset => Contains(days.FirstDay.AddDays(offset)));

    /// <summary>The day itself when it is a working day, else the last one before it.</summary>
    public DateOnly OnOrBefore(DateOnly day) => Contains(day) ? day : Add(day, -1);

    /// <summary>
    /// The last day to publish so that a meeting has its clear working days: neither the day of publication nor that of the meeting
    /// counts. It may be a day on which offices are closed; <see cref="OnOrBefore"/> gives the last open one.
    /// </summary>
    public DateOnly LastDayToPublish(DateOnly meeting, int clearWorkingDays) => Add(meeting, -clearWorkingDays).AddDays(-1);

    /// <summary>As <see cref="LastDayToPublish"/> where the rule counts every day of the calendar.</summary>
    public static DateOnly LastDayToPublishByCalendar(DateOnly meeting, int clearDays) => meeting.AddDays(-clearDays - 1);

    private static IEnumerable<DateOnly> ReadShippedHolidays()
    {
        using var file = typeof(WorkingDays).Assembly.GetManifestResourceStream("Values.BankHolidays.csv")
            ?? throw new InvalidOperationException("BankHolidays.csv is missing from the assembly.");
        using var reader = new StreamReader(file);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return DateOnly.ParseExact(line.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
    }
}
