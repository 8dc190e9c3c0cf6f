using Recharging.Charging;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Values;

namespace Recharging.Tests.Planning;

/// <summary>One secondee of point 30 and two fixed charges in 2023/24, and what would be if something came true.</summary>
internal static class WhatIf
{
    public static FactBook TheYear() => new FactBook()
        .Learn(Given.AnAgreement(lastDay: "2024-03-31"), Given.AFixedCharge(),
            Given.AFixedCharge("C2", "support-services", "1200000.00", service: "support-services"), Given.ASecondmentClause(levy: "none"))
        .Learn(Given.TheOnCostRates(hcc: 20m))
        .Learn(Given.APoint(30, 36298m), Given.APoint(31, 37261m), Given.APayFact("HCC-0001", 30, 0.8m),
            Given.ASecondment("SEC-2022-0001", share: 60m))
        .Learn(Given.APoint(30, 38223m, "2023-04-01", RateStatus.Offered));

    public static Outlook OutlookOf(FactBook facts) =>
        new(Given.Councils, facts.Facts, facts.Facts.Count, Given.Period("2023/24-P01"), null);

    public static IReadOnlyList<Difference> Differences(FactBook facts, AccountingPeriod first, AccountingPeriod last,
        params IEnumerable<Hypothesis> hypotheses)
    {
        var outlook = OutlookOf(facts);
        var (supposed, refusal) = Supposition.Of(outlook, hypotheses, Given.Told);
        refusal.ShouldBeNull();
        return Difference.Between(
            RechargeEngine.Calculate(outlook.Known, Given.Councils, first, last), RechargeEngine.Calculate(supposed!, Given.Councils, first, last));
    }
}
