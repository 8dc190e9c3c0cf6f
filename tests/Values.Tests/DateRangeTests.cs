using FsCheck.Fluent;

namespace Values.Tests;

public sealed class DateRangeTests
{
    private static readonly FsCheck.Gen<(DateRange One, DateRange Other, DateRange Third)> Three =
        from one in Property.Ranges
        from other in Property.Ranges
        from third in Property.Ranges
        select (one, other, third);

    [Fact]
    public void Intersection_HoldsExactlyTheDaysInBoth() =>
        Property.Holds(Three.SelectMany(_ => Property.Days, (ranges, day) => (ranges.One, ranges.Other, day)), given =>
            (given.One.Intersection(given.Other) is { } both && both.Contains(given.day))
                .ShouldBe(given.One.Contains(given.day) && given.Other.Contains(given.day)));

    [Fact]
    public void Intersection_DoesNotDependOnTheOrder() =>
        Property.Holds(Three, ranges => ranges.One.Intersection(ranges.Other).ShouldBe(ranges.Other.Intersection(ranges.One)));

    [Fact]
    public void Intersection_OfThree_DoesNotDependOnWhichPairComesFirst() =>
        Property.Holds(Three, ranges =>
            ranges.One.Intersection(ranges.Other)?.Intersection(ranges.Third)
                .ShouldBe(ranges.Other.Intersection(ranges.Third) is { } later ? ranges.One.Intersection(later) : null));

    [Fact]
    public void Intersection_WithItself_IsItself() =>
        Property.Holds(Property.Ranges, range => range.Intersection(range).ShouldBe(range));

    [Fact]
    public void Overlaps_IsTrueExactlyWhenADayIsShared() =>
        Property.Holds(Three, ranges =>
            ranges.One.Overlaps(ranges.Other).ShouldBe(
                ranges.One.Contains(ranges.Other.FirstDay) || ranges.Other.Contains(ranges.One.FirstDay)));

    [Fact]
    public void Days_CountBothEnds()
    {
        new DateRange(new DateOnly(2023, 4, 17), new DateOnly(2023, 4, 30)).Days.ShouldBe(14);
        new DateRange(new DateOnly(2023, 4, 1), new DateOnly(2023, 4, 21)).Days.ShouldBe(21);
        new DateRange(new DateOnly(2024, 2, 29), new DateOnly(2024, 2, 29)).Days.ShouldBe(1);
        new DateRange(new DateOnly(2024, 2, 28), new DateOnly(2024, 3, 1)).Days.ShouldBe(3);
    }

    [Fact]
    public void Days_OfAnOpenRange_AreUnknown() =>
        Should.Throw<InvalidOperationException>(() => new DateRange(new DateOnly(2023, 4, 1), null).Days);

    [Fact]
    public void Range_ThatEndsBeforeItStarts_CannotBeMade() =>
        Should.Throw<ArgumentException>(() => new DateRange(new DateOnly(2023, 4, 2), new DateOnly(2023, 4, 1)))
            .Message.ShouldStartWith("The last day 2023-04-01 is before the first day 2023-04-02.");

    [Fact]
    public void ToString_SaysWhetherItIsOpen()
    {
        new DateRange(new DateOnly(2023, 4, 1), null).ToString().ShouldBe("from 2023-04-01");
        new DateRange(new DateOnly(2023, 4, 1), null).EndingOn(new DateOnly(2023, 4, 30)).ToString().ShouldBe("2023-04-01 to 2023-04-30");
    }
}
