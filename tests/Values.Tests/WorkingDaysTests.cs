using FsCheck.Fluent;

namespace Values.Tests;

public sealed class WorkingDaysTests
{
    private static readonly WorkingDays England = WorkingDays.England;

    [Fact]
    public void Add_AndBack_OfAWorkingDay_IsTheSameDay() =>
        Property.Holds(
            from day in Property.Days
            from count in Gen.Choose(1, 60)
            where England.Contains(day) && day is { Year: > 2012 and < 2029 }
            select (day, count),
            given => England.Add(England.Add(given.day, given.count), -given.count).ShouldBe(given.day));

    [Fact]
    public void Add_LandsOnAWorkingDayWithSoManyBetween() =>
        Property.Holds(
            from day in Property.Days
            from count in Gen.Choose(1, 60)
            where day.Year < 2029
            select (day, count),
            given =>
            {
                var later = England.Add(given.day, given.count);

                England.Contains(later).ShouldBeTrue();
                England.Count(new DateRange(given.day.AddDays(1), later)).ShouldBe(given.count);
            });

    [Fact]
    public void Count_OfTwoPartsOfARange_IsThatOfTheWhole() =>
        Property.Holds(
            from first in Property.Days
            from length in Gen.Choose(1, 300)
            from cut in Gen.Choose(0, length - 1)
            where first.Year < 2029
            select (first, length, cut),
            given =>
            {
                var last = given.first.AddDays(given.length);
                var middle = given.first.AddDays(given.cut);

                (England.Count(new DateRange(given.first, middle)) + England.Count(new DateRange(middle.AddDays(1), last)))
                    .ShouldBe(England.Count(new DateRange(given.first, last)));
            });

    [Fact]
    public void OnOrBefore_IsTheNearestOpenDay()
    {
        England.OnOrBefore(new DateOnly(2013, 5, 27)).ShouldBe(new DateOnly(2013, 5, 24));
        England.OnOrBefore(new DateOnly(2013, 5, 24)).ShouldBe(new DateOnly(2013, 5, 24));
    }

    [Fact]
    public void CallIn_OfTheDecisionOf19June2013_LetsItBeCarriedOutOn1July()
    {
        var published = new DateOnly(2013, 6, 21);
        England.Add(new DateOnly(2013, 6, 19), 2).ShouldBe(published);

        var callInEnds = England.Add(published, 5);

        callInEnds.ShouldBe(new DateOnly(2013, 6, 28));
        England.Add(callInEnds, 1).ShouldBe(new DateOnly(2013, 7, 1));
    }

    [Fact]
    public void CallIn_OverChristmas2026_LeavesOutTheHolidays() =>
        England.Add(new DateOnly(2026, 12, 22), 5).ShouldBe(new DateOnly(2026, 12, 31));

    [Theory]
    [InlineData(2011)]
    [InlineData(2030)]
    public void Contains_OutsideTheYearsThatTheListCovers_IsRefused(int year) =>
        Should.Throw<ArgumentOutOfRangeException>(() => England.Contains(new DateOnly(year, 6, 3))).Message.ShouldContain("2012 to 2029");

    [Fact]
    public void Holidays_AreAllMondayToFriday()
    {
        var covered = new DateRange(new DateOnly(2012, 1, 1), new DateOnly(2029, 12, 31));
        var weekdays = Enumerable.Range(0, covered.Days).Select(covered.FirstDay.AddDays)
            .Count(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

        // 8 a year; one more in 2012 (Diamond Jubilee) and 2023 (Coronation), two in 2022 (Platinum Jubilee, State Funeral).
        (weekdays - England.Count(covered)).ShouldBe((18 * 8) + 4);
    }
}
