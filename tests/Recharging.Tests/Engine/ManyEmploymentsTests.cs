using System.Diagnostics;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Facts;

namespace Recharging.Tests.Engine;

/// <summary>A month of ten thousand secondees is worked out like a month of one.</summary>
public sealed class ManyEmploymentsTests
{
    [Fact]
    public void TenThousandEmployments_AreWorkedOutInOneRun_ToThePenny()
    {
        var month = Given.Period("2023/24-P02");
        RechargeEngine.Calculate(Facts(100), Given.Councils, month, month).Charges.Count.ShouldBe(100);
        var facts = Facts(10_000);

        var clock = Stopwatch.StartNew();
        var calculation = RechargeEngine.Calculate(facts, Given.Councils, month, month);
        TestContext.Current.TestOutputHelper?.WriteLine($"10,000 employments in {clock.ElapsedMilliseconds} ms");

        calculation.Findings.ShouldBeEmpty();
        calculation.Charges.Count.ShouldBe(10_000);
        calculation.Charges.Select(charge => charge.Owed.InPounds).Distinct().ShouldBe([1879.87m]);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));       // linear takes well under a second, quadratic minutes
    }

    private static KnownFacts Facts(int employments) => new FactBook()
        .Learn(Given.AnAgreement(lastDay: null), Given.ASecondmentClause(levy: "none")).Learn(Given.TheOnCostRates(hcc: 20m))
        .Learn(Given.APoint(30, 36298m))
        .Learn(Enumerable.Range(0, employments).SelectMany(at => new object[]
        {
            Given.APayFact($"HCC-{at:00000}", 30, 0.8m),
            Given.ASecondment($"SEC-{at:00000}", share: 60m, employment: $"HCC-{at:00000}"),
        }))
        .Known;
}
