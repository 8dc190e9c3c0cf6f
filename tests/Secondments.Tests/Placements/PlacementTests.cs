using Secondments.Placements;
using Shouldly;
using Xunit;
using static Secondments.Tests.Days;

namespace Secondments.Tests.Placements;

public sealed class PlacementTests
{
    [Fact]
    public void SharesOfOneDay_ThatMakeAHundred_Fit() =>
        Placement.RefuseMoreThanAWholePerson([On("2023-04-01", "2023-09-30", 60)], [On("2023-04-01", null, 40)]).ShouldBeNull();

    [Fact]
    public void SharesOfOneDay_ThatPassAHundred_AreRefusedWithTheDay() =>
        Placement.RefuseMoreThanAWholePerson([On("2023-04-01", "2023-09-30", 60)], [On("2023-09-30", null, 40.0001m)])!
            .Sentence.ShouldBe("On 2023-09-30 60 % of this person is placed already, so 40.0001 % more does not fit.");

    [Fact]
    public void SharesOfDifferentDays_AreNotAdded() =>
        Placement.RefuseMoreThanAWholePerson([On("2023-04-01", "2023-09-30", 100)], [On("2023-10-01", null, 100)]).ShouldBeNull();

    [Fact]
    public void APlacementThatBeginsInsideTheWantedDays_Counts() =>
        Placement.RefuseMoreThanAWholePerson([On("2023-06-01", "2023-06-30", 60)], [On("2023-04-01", null, 50)])!
            .Sentence.ShouldStartWith("On 2023-06-01");

    private static Placement On(string first, string? last, decimal share) => new()
    {
        SourceReference = "SEC-2023-0001",
        EmploymentReference = "HCC-E1001",
        HomeCouncil = "HCC",
        HostCouncil = "IWC",
        FirstDay = Day(first),
        LastDay = last is null ? null : Day(last),
        HostSharePercent = share,
    };
}
