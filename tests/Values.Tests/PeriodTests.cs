using FsCheck.Fluent;

namespace Values.Tests;

public sealed class PeriodTests
{
    private static readonly FsCheck.Gen<AccountingPeriod> Periods =
        from year in Gen.Choose(1800, 2198)
        from number in Gen.Choose(1, 13)
        select new AccountingPeriod(new FinancialYear(year), number);

    [Fact]
    public void Period_WrittenAndReadBack_IsTheSame() =>
        Property.Holds(Periods, period => AccountingPeriod.Parse(period.ToString()).ShouldBe(period));

    [Theory]
    [InlineData("0001/02-P01")]
    [InlineData("1799/00-P12")]
    [InlineData("2199/00-P01")]
    [InlineData("9998/99-P13")]
    public void Period_AtTheEndsOfTheCalendar_IsNone(string text) => AccountingPeriod.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Period_OfEachOfItsDays_IsItself() =>
        Property.Holds(Property.Days, day =>
        {
            var period = AccountingPeriod.Of(day);

            period.Days.Contains(day).ShouldBeTrue();
            AccountingPeriod.Of(period.Days.FirstDay).ShouldBe(period);
            AccountingPeriod.Of(period.Days.LastDay!.Value).ShouldBe(period);
            period.Year.ShouldBe(FinancialYear.Of(day));
        });

    [Fact]
    public void NextPeriod_StartsTheDayAfterThisOneEnds() =>
        Property.Holds(Property.Days, day =>
        {
            var period = AccountingPeriod.Of(day);

            period.Next.Days.FirstDay.ShouldBe(period.Days.LastDay!.Value.AddDays(1));
            period.Next.ShouldBeGreaterThan(period);
        });

    [Fact]
    public void Year_IsItsTwelvePeriodsEndToEnd() =>
        Property.Holds(Property.Days, day =>
        {
            var year = FinancialYear.Of(day);

            year.Periods.Sum(period => period.Days.Days).ShouldBe(year.Days.Days);
            year.Periods.First().Days.FirstDay.ShouldBe(year.FirstDay);
            year.Periods.Last().Days.LastDay.ShouldBe(year.LastDay);
        });

    [Theory]
    [InlineData("2023-04-01", "2023/24-P01")]
    [InlineData("2023-03-31", "2022/23-P12")]
    [InlineData("2024-01-31", "2023/24-P10")]
    [InlineData("2024-02-29", "2023/24-P11")]
    [InlineData("1999-12-31", "1999/00-P09")]
    public void Period_OfADay_IsNamedAsTheLedgersDo(string day, string period) =>
        AccountingPeriod.Of(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).ToString().ShouldBe(period);

    [Theory]
    [InlineData("2016-02-29", 366)]
    [InlineData("2020-02-29", 366)]
    [InlineData("2024-02-29", 366)]
    [InlineData("2028-02-29", 366)]
    [InlineData("2023-02-28", 365)]
    public void Year_WithA29February_Has366Days(string day, int days) =>
        FinancialYear.Of(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).Days.Days.ShouldBe(days);

    [Fact]
    public void February_OfALeapYear_Has29Days() => AccountingPeriod.Parse("2023/24-P11").Days.Days.ShouldBe(29);

    [Fact]
    public void ClosingPeriod_HasNoDaysAndIsFollowedByApril()
    {
        var closing = AccountingPeriod.Parse("2023/24-P13");

        Should.Throw<InvalidOperationException>(() => closing.Days);
        closing.Next.ShouldBe(AccountingPeriod.Parse("2024/25-P01"));
        AccountingPeriod.Parse("2023/24-P12").Next.ShouldBe(AccountingPeriod.Parse("2024/25-P01"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2023/25-P01")]
    [InlineData("2023/24-P00")]
    [InlineData("2023/24-P14")]
    [InlineData("2023/24-p01")]
    [InlineData("2023-24-P01")]
    [InlineData("2023/24-P1 ")]
    [InlineData("+023/24-P01")]
    [InlineData("0000/01-P01")]
    [InlineData("9999/00-P01")]
    public void Parse_OfAnythingElse_IsRefused(string? text)
    {
        AccountingPeriod.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => AccountingPeriod.Parse(text!));
    }
}
