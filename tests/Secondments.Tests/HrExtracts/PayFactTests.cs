using Secondments.HrExtracts;
using Shouldly;
using Xunit;
using static Secondments.Tests.Days;

namespace Secondments.Tests.HrExtracts;

public sealed class PayFactTests
{
    [Theory]
    [InlineData("2022-03-31", null)]
    [InlineData("2022-04-01", 30)]
    [InlineData("2023-03-31", 30)]
    [InlineData("2023-04-01", 31)]
    public void InForceOn_ADay_IsTheLastFactThatBeganByThen(string day, int? point) =>
        PayFact.InForceOn([Fact("2023-04-01", 31), Fact("2022-04-01", 30)], Day(day))?.Pay.SpinePoint.ShouldBe(point);

    [Fact]
    public void InForceOn_ADayWithTwoFacts_IsTheOneLearnedLater() =>
        PayFact.InForceOn([Fact("2022-04-01", 30), Fact("2022-04-01", 32)], Day("2022-04-01"))!.Pay.SpinePoint.ShouldBe(32);

    private static PayFact Fact(string from, int point) => new()
    {
        Council = "HCC",
        EmploymentReference = "HCC-E1",
        EffectiveFrom = Day(from),
        Pay = new Pay("NJC", point, null, 1, "LGPS"),
        ExtractReference = "HX-2023-0001",
        ExtractRow = 2,
        LearnedAt = DateTimeOffset.UnixEpoch,
    };
}
