using System.Globalization;

namespace Recharging.Tests.Matching;

public sealed class MatchingQualityTests
{
    // The same month each time, so that a change shows and chance does not; PROPERTY_SEED tries others.
    private static int Seed => Environment.GetEnvironmentVariable("PROPERTY_SEED") is { Length: > 0 } given
        ? int.Parse(given, CultureInfo.InvariantCulture)
        : 20230401;

    [Fact]
    public void AHundredThousandLinesASide_AreMatchedWithoutAMistake()
    {
        var month = LedgerGenerator.Month(Seed, charges: 102_000);

        var quality = new Quality(month);

        month.Input.Lines.Count(line => line.Key.Council == "HCC").ShouldBeGreaterThanOrEqualTo(100_000, quality.ToString());
        month.Input.Lines.Count(line => line.Key.Council == "IWC").ShouldBeGreaterThanOrEqualTo(100_000, quality.ToString());
        quality.Wrong.ShouldBeEmpty(quality.ToString());
        quality.Recall.ShouldBeGreaterThanOrEqualTo(0.98, quality.ToString());
        quality.TwinsNotInReview.ShouldBe(0, quality.ToString());
        quality.CalibrationError.ShouldBeLessThanOrEqualTo(0.05, quality.ToString());
        quality.RightReasons.ShouldBeGreaterThanOrEqualTo(0.95, quality.ToString());
    }

    // Most charges have something wrong with them.
    [Fact]
    public void WithHarshNoise_NothingWrongIsMatched_AndNearlyAllIsFound()
    {
        var quality = new Quality(LedgerGenerator.Month(Seed, charges: 20_000, share: 0.02));

        quality.Wrong.ShouldBeEmpty(quality.ToString());
        quality.Recall.ShouldBeGreaterThanOrEqualTo(0.96, quality.ToString());
        quality.Review.ShouldBeGreaterThanOrEqualTo(0.90, quality.ToString());
        quality.RightReasons.ShouldBeGreaterThanOrEqualTo(0.95, quality.ToString());
    }

    // Where the words help less, an officer is asked more: nothing is guessed and nothing is lost.
    [Theory]
    [InlineData(Amounts.DayRates, Wording.Full)]
    [InlineData(Amounts.Spread, Wording.Sparse)]
    [InlineData(Amounts.Spread, Wording.None)]
    [InlineData(Amounts.DayRates, Wording.None)]
    public void WithStandardRatesOrFewWordsOrNone_NothingWrongIsMatched(Amounts amounts, Wording wording)
    {
        var quality = new Quality(LedgerGenerator.Month(Seed, charges: 15_000, amounts: amounts, wording: wording));

        quality.Wrong.ShouldBeEmpty(quality.ToString());
        quality.Recall.ShouldBeGreaterThanOrEqualTo(wording is Wording.Full ? 0.98 : 0.90, quality.ToString());
        quality.RecallWithReview.ShouldBeGreaterThanOrEqualTo(wording is Wording.Full ? 0.98 : 0.96, quality.ToString());
        quality.CalibrationError.ShouldBeLessThanOrEqualTo(0.05, quality.ToString());
    }
}
