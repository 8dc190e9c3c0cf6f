using System.Globalization;

namespace Values;

/// <summary>Days from the first to the last, both included. No last day means that it is still open.</summary>
public readonly record struct DateRange
{
    /// <exception cref="ArgumentException">The last day is before the first.</exception>
    public DateRange(DateOnly firstDay, DateOnly? lastDay)
    {
        if (lastDay < firstDay)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The last day {lastDay:yyyy-MM-dd} is before the first day {firstDay:yyyy-MM-dd}."),
                nameof(lastDay));
        }

        FirstDay = firstDay;
        LastDay = lastDay;
    }

    public DateOnly FirstDay { get; }

    /// <summary>Included; null while open.</summary>
    public DateOnly? LastDay { get; }

    public bool Contains(DateOnly day) => day >= FirstDay && (LastDay is null || day <= LastDay);

    public bool Overlaps(DateRange other) => Intersection(other) is not null;

    /// <summary>The days in both, or null when they share none.</summary>
    public DateRange? Intersection(DateRange other)
    {
        var first = FirstDay > other.FirstDay ? FirstDay : other.FirstDay;
        var last = (LastDay, other.LastDay) switch
        {
            (null, var theirs) => theirs,
            (var ours, null) => ours,
            var (ours, theirs) => ours < theirs ? ours : theirs,
        };

        return last < first ? null : new DateRange(first, last);
    }

    /// <summary>How many days, both ends counted.</summary>
    /// <exception cref="InvalidOperationException">The range is open.</exception>
    public int Days => LastDay is { } last
        ? last.DayNumber - FirstDay.DayNumber + 1
        : throw new InvalidOperationException("An open range has no number of days.");

    /// <summary>The same first day with another last day.</summary>
    /// <exception cref="ArgumentException">The last day is before the first.</exception>
    public DateRange EndingOn(DateOnly lastDay) => new(FirstDay, lastDay);

    public override string ToString() => LastDay is null
        ? string.Create(CultureInfo.InvariantCulture, $"from {FirstDay:yyyy-MM-dd}")
        : string.Create(CultureInfo.InvariantCulture, $"{FirstDay:yyyy-MM-dd} to {LastDay:yyyy-MM-dd}");
}
