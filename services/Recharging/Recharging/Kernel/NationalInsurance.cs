using Recharging.Facts;
using Recharging.Rates;

namespace Recharging.Kernel;

/// <summary>
/// Employer's National Insurance of a whole employment, as if it were paid so all year: the rate on the pay above the threshold, less
/// what members of a salary-related scheme were let off until 5 April 2016. The clause says which threshold: a twelfth of the year's,
/// or the month's as published, which is rounded and so differs by up to 50p.
/// </summary>
public static class NationalInsurance
{
    private const string Monthly = "monthly-table";

    public static decimal Annual(PaySegment segment, Known<NationalInsuranceRate> rate)
    {
        var above = Math.Max(0, segment.AnnualGbp - ForTheYear(rate.Body.AnnualThresholdGbp, rate.Body.MonthlyThresholdGbp, segment, rate));
        return (above * rate.Body.RatePercent / 100) - (Band(segment, rate) is { } band ? band.Pay * rate.Body.Rebate!.Percent / 100 : 0);
    }

    public static Explanation Explain(PaySegment segment, Known<NationalInsuranceRate> rate)
    {
        var threshold = ForTheYear(rate.Body.AnnualThresholdGbp, rate.Body.MonthlyThresholdGbp, segment, rate);
        var above = Math.Max(0, segment.AnnualGbp - threshold);
        var full = Explanation.Times("Employer's National Insurance a year.", above * rate.Body.RatePercent / 100,
            new Explanation(Steps.NotBelowNil, "Pay above the threshold.", above, From:
            [
                Explanation.Less("Pay less the threshold.", segment.AnnualGbp - threshold, segment.Explain(),
                    Limit("threshold", rate.Body.AnnualThresholdGbp, rate.Body.MonthlyThresholdGbp, segment, rate)),
            ]),
            Explanation.Percent("Employer's rate.", rate.Body.RatePercent, rate.Reference, rate.Sha256));
        if (Band(segment, rate) is not { } band || rate.Body.Rebate is not { } rebate)
        {
            return full;
        }

        var off = Explanation.Times("What the employer is let off a year.", band.Pay * rebate.Percent / 100,
            new Explanation(Steps.NotBelowNil, "Pay within the band.", band.Pay, From:
            [
                Explanation.Less("Pay up to the upper accrual point, less the lower earnings limit.",
                    Math.Min(segment.AnnualGbp, band.To) - band.From,
                    new Explanation(Steps.LeastOf, "Pay up to the upper accrual point.", Math.Min(segment.AnnualGbp, band.To), From:
                        [segment.Explain(), Limit("upper accrual point", rebate.AnnualToGbp, rebate.MonthlyToGbp, segment, rate)]),
                    Limit("lower earnings limit", rebate.AnnualFromGbp, rebate.MonthlyFromGbp, segment, rate)),
            ]),
            Explanation.Percent("The rebate for contracted-out employment.", rebate.Percent, rate.Reference, rate.Sha256));
        return Explanation.Less("National Insurance less the rebate.", full.Value!.Value - off.Value!.Value, full, off);
    }

    // Whoever is in a scheme is contracted out as long as the rate has a rebate.
    private static (decimal From, decimal To, decimal Pay)? Band(PaySegment segment, Known<NationalInsuranceRate> rate)
    {
        if (rate.Body.Rebate is not { } rebate || segment.Pay.Body.PensionScheme == "NONE")
        {
            return null;
        }

        var from = ForTheYear(rebate.AnnualFromGbp, rebate.MonthlyFromGbp, segment, rate);
        var to = ForTheYear(rebate.AnnualToGbp, rebate.MonthlyToGbp, segment, rate);
        return (from, to, Math.Max(0, Math.Min(segment.AnnualGbp, to) - from));
    }

    private static bool IsMonthly(PaySegment segment) => segment.Terms.OneOf("niThreshold", "annual-twelfth", Monthly) == Monthly;

    private static decimal ForTheYear(decimal annual, decimal? monthly, PaySegment segment, Known<NationalInsuranceRate> rate) =>
        !IsMonthly(segment) ? annual
        : 12 * (monthly ?? throw new CannotBeWorkedOutException(
            $"{segment.Terms.Reference} asks for the monthly table, but the National Insurance rate from "
            + $"{rate.Body.EffectiveFrom:d MMMM yyyy} has no monthly threshold."));

    private static Explanation Limit(
        string name, decimal annual, decimal? monthly, PaySegment segment, Known<NationalInsuranceRate> rate) =>
        IsMonthly(segment)
            ? Explanation.Times($"Twelve times the month's {name}.", 12 * monthly!.Value,
                new Explanation(Steps.Rate, $"The month's {name}: {rate.Body.Source}.", monthly, rate.Reference, rate.Sha256),
                new Explanation(Steps.Number, "Twelve months.", 12))
            : new Explanation(Steps.Rate, $"The year's {name}: {rate.Body.Source}.", annual, rate.Reference, rate.Sha256);
}
