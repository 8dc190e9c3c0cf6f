using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using Values;

namespace Recharging.Tests.Engine;

/// <summary>A charge paid on budget meets its actual cost.</summary>
public sealed class TrueUpTests
{
    private static readonly AccountingPeriod April = Given.Period("2023/24-P01");

    [Theory]
    [InlineData("2023/24-P01", "2023/24-P10", 1_045_000.00, "3", 45_000.00, "2023/24-P10")]
    [InlineData("2023/24-P01", "2023/24-P10", 960_000.00, "3", -40_000.00, "2023/24-P10")]
    [InlineData("2023/24-P01", "2023/24-P10", 1_030_000.00, "3", 0.00, "2023/24-P10")]      // on the edge of the band is within it
    [InlineData("2023/24-P01", "2023/24-P10", 1_030_000.01, "3", 30_000.01, "2023/24-P10")]
    [InlineData("2023/24-P01", "2023/24-P10", 1_000_000.01, "0", 0.01, "2023/24-P10")]
    [InlineData("2023/24-P01", "2023/24-P10", 1_000_000.01, null, 0.01, "2023/24-P10")]
    [InlineData("2023/24-P01", "2023/24-P12", 1_250_000.00, "3", 50_000.00, "2023/24-P13")]
    [InlineData("2023/24-P04", "2023/24-P06", 0.00, "3", -300_000.00, "2023/24-P06")]
    public void ActualCost_OutsideTheTolerance_IsChargedWhole(
        string first, string last, double actual, string? tolerance, double charged, string servicePeriod)
    {
        var facts = Budget(tolerance).Learn(Actual(first, last, (decimal)actual));

        var charge = Calculate(facts).Charges.Single(charge => charge.Subject == "support-services-true-up");

        charge.Owed.InPounds.ShouldBe((decimal)charged);
        charge.ServicePeriod.ShouldBe(Given.Period(servicePeriod));
        ExplanationTests.WorkOut(charge.Components[0].Explain()).ShouldBe((decimal)charged);
    }

    [Fact]
    public void Correction_OfTheActualCost_ChargesTheDifferenceOnly_AndBackAgain()
    {
        var facts = Budget("3").Learn(Actual("2023/24-P01", "2023/24-P10", 1_045_000m));
        var march = Given.Period("2023/24-P12");
        var posted = AsPosted.Of(Draft.Lines(Calculate(facts), [], march), march);

        facts.Learn(Actual("2023/24-P01", "2023/24-P10", 1_044_000m));
        var correction = Draft.Lines(Calculate(facts), posted, march.Next).ShouldHaveSingleItem();
        correction.Amount.InPounds.ShouldBe(-1_000m);
        correction.Corrects.ShouldBe(posted.Single(line => line.Subject == "support-services-true-up").Reference);

        posted.AddRange(AsPosted.Of([correction], march.Next));
        facts.Learn(Actual("2023/24-P01", "2023/24-P10", 1_010_000m));
        Draft.Lines(Calculate(facts), posted, march.Next.Next).ShouldHaveSingleItem().Amount.InPounds.ShouldBe(-44_000m);
    }

    [Fact]
    public void MonthNotYetDue_IsNotTruedUp()
    {
        var facts = Budget("3").Learn(Actual("2023/24-P01", "2023/24-P10", 1_045_000m));

        RechargeEngine.Calculate(facts.Known, Given.Councils, April, Given.Period("2023/24-P09")).Charges
            .ShouldNotContain(charge => charge.Subject == "support-services-true-up");
    }

    [Fact]
    public void Price_IsNotTruedUp()
    {
        var facts = new FactBook().Learn(Given.AnAgreement(lastDay: null), Given.AFixedCharge("C2", "support-services", "1200000.00"),
            Actual("2023/24-P01", "2023/24-P10", 1_045_000m));

        Calculate(facts).Charges.ShouldNotContain(charge => charge.Subject == "support-services-true-up");
    }

    private static Calculation Calculate(FactBook facts) =>
        RechargeEngine.Calculate(facts.Known, Given.Councils, April, Given.Period("2023/24-P12"));

    private static FactBook Budget(string? tolerance) =>
        new FactBook().Learn(Given.AnAgreement(lastDay: null), TrueUpTests.Clause(tolerance));

    internal static Governance.Contracts.ClauseAgreed Clause(string? tolerance)
    {
        var clause = Given.AFixedCharge("C2", "support-services", "1200000.00", service: "support-services");
        var parameters = new Dictionary<string, string>(clause.Parameters) { ["trueUp"] = "actual" };
        if (tolerance is not null)
        {
            parameters["tolerancePercent"] = tolerance;
        }

        return clause with { Parameters = parameters };
    }

    private static ActualDeclared Actual(string first, string last, decimal actual) =>
        new("SP-2018", "support-services", first, last, actual, "Outturn report");
}
