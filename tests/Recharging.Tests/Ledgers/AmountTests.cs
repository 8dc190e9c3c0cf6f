using System.Globalization;
using System.Text;
using Recharging.Ledgers;

namespace Recharging.Tests.Ledgers;

public sealed class AmountTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("0", 0)]
    [InlineData("0.00", 0)]
    [InlineData("1234.56", 123456)]
    [InlineData("1234.5", 123450)]
    [InlineData("1234", 123400)]
    [InlineData("0.01", 1)]
    [InlineData("1.500000000000", 150)]
    [InlineData("999999999999.99", 99999999999999)]
    public void AnAmount_IsReadToThePenny(string text, long pence)
    {
        Amount.Read(Encoding.UTF8.GetBytes(text), out var read, out var stated).ShouldBeNull();

        read.ShouldBe(pence);
        stated.ShouldBe(pence / 100m);
    }

    [Theory]
    [InlineData("1234.567", "parts-of-a-penny", "1234.567")]
    [InlineData("0.000000000001", "parts-of-a-penny", "0.000000000001")]
    [InlineData("-5.00", "negative", "-5.00")]
    [InlineData("1000000000000.00", "too-large", "1000000000000.00")]
    [InlineData("79228162514264337593543950335", "too-large", "0")]
    [InlineData("-79228162514264337593543950335", "negative", "0")]
    [InlineData("1,234.56", "not-an-amount", "0")]
    [InlineData("12,50", "not-an-amount", "0")]
    [InlineData("£5", "not-an-amount", "0")]
    [InlineData("1e3", "not-an-amount", "0")]
    [InlineData("=1+1", "not-an-amount", "0")]
    [InlineData("NaN", "not-an-amount", "0")]
    public void WhatIsNoAmount_BreaksItsRule_AndCountsAsItWasStated(string text, string rule, string stated)
    {
        Amount.Read(Encoding.UTF8.GetBytes(text), out var pence, out var counted).ShouldNotBeNull().Code.ShouldBe(rule);

        pence.ShouldBe(0);
        counted.ShouldBe(decimal.Parse(stated, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2023-04-30", true)]
    [InlineData("2024-02-29", true)]
    [InlineData("2023-02-29", false)]
    [InlineData("2023-4-30", false)]
    [InlineData("30/04/2023", false)]
    [InlineData("0000-01-01", false)]
    [InlineData("", false)]
    public void ADay_IsAnIsoDay(string text, bool isDay) => IsoDay.TryRead(Encoding.UTF8.GetBytes(text), out _).ShouldBe(isDay);
}
