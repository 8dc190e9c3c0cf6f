using Secondments.Authorities;
using Shouldly;
using Values;
using Xunit;
using static Secondments.Tests.Days;

namespace Secondments.Tests.Authorities;

public sealed class AuthorityTests
{
    [Theory]
    [InlineData("2023-04-01", "2023-06-30", null)]
    [InlineData("2023-06-01", "2023-07-31", null)]
    [InlineData("2023-06-01", "2024-02-29", "2024-02-01")]
    [InlineData("2018-06-01", "2018-07-31", "2018-06-01")]
    public void FirstUncoveredDay_OfSuccessiveAgreements_IsTheFirstThatNoneCovers(string first, string last, string? uncovered)
    {
        Authority[] authorities = [Between("SP-2018-X", "2023-07-01", "2024-01-31"), Between("SP-2018", "2018-07-01", "2023-06-30")];

        Authority.FirstUncoveredDay(authorities, "IWC", "HCC", new DateRange(Day(first), Day(last)))
            .ShouldBe(uncovered is null ? null : Day(uncovered));
    }

    [Fact]
    public void FirstUncoveredDay_OfAnOpenAgreement_IsNone() =>
        Authority.FirstUncoveredDay([Between("SP", "2018-07-01", null)], "HCC", "IWC", new DateRange(Day("2023-04-01"), Day("2033-04-01")))
            .ShouldBeNull();

    [Fact]
    public void FirstUncoveredDay_UnderAnAgreementOfOthers_IsTheFirst() =>
        Authority.FirstUncoveredDay([Between("SP", "2018-07-01", null)], "HCC", "XXC", new DateRange(Day("2023-04-01"), Day("2023-04-02")))
            .ShouldBe(Day("2023-04-01"));

    private static Authority Between(string agreement, string first, string? last) => new()
    {
        AgreementReference = agreement,
        Title = agreement,
        Provider = "HCC",
        Recipient = "IWC",
        FirstDay = Day(first),
        LastDay = last is null ? null : Day(last),
        LegalBasis = "s113-lga-1972",
    };
}
