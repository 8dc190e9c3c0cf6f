using System.Globalization;

namespace Values.Tests;

/// <summary>The tables in Examples/, which a finance officer can read and check by hand.</summary>
public sealed class WorkedExamples
{
    public static TheoryData<string> Splits => Rows("splits.csv");

    public static TheoryData<string> YearsOfWorkingDays => Rows("working-days.csv");

    public static TheoryData<string> ClearDays => Rows("clear-days.csv");

    public static TheoryData<string> Charges => Rows("charges.csv");

    [Theory]
    [MemberData(nameof(Splits))]
    public void Split_GivesThePartsInTheTable(string row)
    {
        var cells = Cells(row);
        var weights = cells[2].Split(' ').Select(weight => long.Parse(weight, CultureInfo.InvariantCulture)).ToArray();

        MoneySplit.ByWeights(Pounds(cells[1]), weights).ShouldBe(cells[3].Split(' ').Select(Pounds));
    }

    [Theory]
    [MemberData(nameof(YearsOfWorkingDays))]
    public void WorkingDays_OfAFinancialYear_AreThoseInTheTable(string row)
    {
        var cells = Cells(row);
        var year = AccountingPeriod.Parse(cells[0] + "-P01").Year;

        WorkingDays.England.Count(year.Days).ShouldBe(int.Parse(cells[1], CultureInfo.InvariantCulture));
    }

    [Theory]
    [MemberData(nameof(ClearDays))]
    public void LastDayToPublish_IsThatInTheTable(string row)
    {
        var days = Cells(row).Select(cell => DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture)).ToList();

        var working = WorkingDays.England.LastDayToPublish(days[0], 5);
        var calendar = WorkingDays.LastDayToPublishByCalendar(days[0], 28);

        working.ShouldBe(days[1]);
        WorkingDays.England.OnOrBefore(working).ShouldBe(days[2]);
        calendar.ShouldBe(days[3]);
        WorkingDays.England.OnOrBefore(calendar).ShouldBe(days[4]);
    }

    [Theory]
    [MemberData(nameof(Charges))]
    public void FixedCharge_SpreadOverTheYear_NeedsNoFinalPenny(string row)
    {
        var cells = Cells(row);
        var total = decimal.Parse(cells[1], CultureInfo.InvariantCulture);

        Money Entitled(string months) => Money.RoundHalfUp(total * int.Parse(months, CultureInfo.InvariantCulture) / 12);

        (Entitled(cells[3]) - Entitled(cells[2])).ShouldBe(Pounds(cells[4]));
    }

    /// <summary>
    /// The pay award of November 2023 on 0.8 FTE, host 60%: the difference between what the new and the old salary are charged at.
    /// The penny between the two points comes from rounding each whole-employment component once and then splitting it.
    /// </summary>
    [Theory]
    [InlineData(30, 38223, "77.00", "10.63", "15.40", "618.18")]
    [InlineData(25, 33945, "77.00", "10.62", "15.40", "618.12")]
    public void PayAward_OfSixPostedMonths_IsThatOfTheDemonstration(
        int point, int salaryFromApril, string salary, string insurance, string pension, string sixMonths)
    {
        static Money Host(decimal exactMonth) => MoneySplit.ByWeights(Money.RoundHalfUp(exactMonth), [60, 40])[0];

        const decimal threshold = 9100m / 12;
        var after = salaryFromApril * 0.8m / 12;
        var before = (salaryFromApril - 1925) * 0.8m / 12;

        Money[] risesAMonth =
        [
            Host(after) - Host(before),
            Host((after - threshold) * 0.138m) - Host((before - threshold) * 0.138m),
            Host(after * 0.20m) - Host(before * 0.20m),
        ];

        risesAMonth.ShouldBe([Pounds(salary), Pounds(insurance), Pounds(pension)], $"SCP {point}");
        Enumerable.Repeat(risesAMonth, 6).SelectMany(rises => rises).Sum().ShouldBe(Pounds(sixMonths));
    }

    private static Money Pounds(string text) => Money.Pounds(decimal.Parse(text, CultureInfo.InvariantCulture));

    private static TheoryData<string> Rows(string file) =>
        new(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Examples", file)).Skip(1).Where(line => line.Length > 0));

    // A first cell in quotes may hold commas.
    private static string[] Cells(string row)
    {
        if (!row.StartsWith('"'))
        {
            return row.Split(',');
        }

        var end = row.IndexOf('"', 1);
        return [row[1..end], .. row[(end + 2)..].Split(',')];
    }
}
