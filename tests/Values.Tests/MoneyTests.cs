using System.Globalization;
using FsCheck.Fluent;

namespace Values.Tests;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("0.005", "£0.01")]
    [InlineData("-0.005", "−£0.01")]
    [InlineData("0.0049", "£0.00")]
    [InlineData("136666.666666", "£136,666.67")]
    [InlineData("2.675", "£2.68")]
    [InlineData("-2.675", "−£2.68")]
    public void RoundHalfUp_TakesHalfAPennyAwayFromZero(string pounds, string shown) =>
        Money.RoundHalfUp(decimal.Parse(pounds, CultureInfo.InvariantCulture)).ToString().ShouldBe(shown);

    [Fact]
    public void Pounds_WithAPartOfAPenny_AsksForARounding() =>
        Should.Throw<ArgumentException>(() => Money.Pounds(1.005m)).Message.ShouldStartWith("£1.005 has a part of a penny.");

    [Fact]
    public void Pounds_BackInPounds_IsTheSameAmount() =>
        Property.Holds(Property.Amounts, amount => Money.Pounds(amount.InPounds).ShouldBe(amount));

    [Fact]
    public void RoundHalfUp_OfTheMirroredAmount_IsTheMirror() =>
        Property.Holds(
            Gen.Choose(int.MinValue + 1, int.MaxValue).Select(n => n / 100_000m),
            pounds => Money.RoundHalfUp(-pounds).ShouldBe(-Money.RoundHalfUp(pounds)));

    [Fact]
    public void Sum_InAnyOrder_IsTheSame() =>
        Property.Holds(Property.Amounts.ArrayOf(), amounts => Enumerable.Reverse(amounts).Sum().ShouldBe(amounts.Sum()));

    [Fact]
    public void Add_BeyondWhatAnAmountHolds_Throws() =>
        Should.Throw<OverflowException>(() => new Money(long.MaxValue) + new Money(1));

    [Fact]
    public void ToString_OfTheLeastAmount_StillReads() =>
        new Money(long.MinValue).ToString().ShouldBe("−£92,233,720,368,547,758.08");

    [Fact]
    public void ToString_InAnotherCulture_StaysEnglish()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

            Money.Pounds(-1234.5m).ToString().ShouldBe("−£1,234.50");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
