using Recharging.Engine.Facts;
using Values;

namespace Recharging.Engine;

/// <summary>
/// Employer's National Insurance of a whole employment, as if it were paid so all year: the rate on the pay above the threshold, less
/// what members of a salary-related scheme were let off until 5 April 2016. The clause says which threshold: a twelfth of the year's,
/// or the month's as published, which is rounded and so differs by up to 50p. A person with several employments at one employer has one
/// threshold: each employment gets the part of it that its pay is of all their pay, which splits what is due on all of it alike.
/// </summary>
public static class NationalInsurance
{
    private const string Monthly = "monthly-table";

    public static decimal Annual(InsuredPay pay, Known<NationalInsuranceRate> rate) =>
        Annual(pay, pay.Segment.AnnualGbp, pay.IsInScheme, rate);

    /// <summary>
    /// What falls to the employment to the penny: what is due for all the person's employments on the charged days is rounded once and
    /// split by what falls to each, the penny in doubt to the one whose reference comes first. Null where it is the only one.
    /// </summary>
    public static Money? WholeTogether(
        string employment, IReadOnlyList<InsuredPay> parts, Known<NationalInsuranceRate> rate, int monthDays)
    {
        var due = new SortedDictionary<string, decimal>(StringComparer.Ordinal) { [employment] = 0 };
        foreach (var pay in parts)
        {
            due[employment] += Annual(pay, rate) * pay.Segment.Days;
            foreach (var other in pay.Others)
            {
                due[other.Employment] = due.GetValueOrDefault(other.Employment)
                    + (Annual(pay, other.AnnualGbp, other.IsInScheme, rate) * pay.Segment.Days);
            }
        }

        // A rebate for one may outweigh what is due for another: parts of both signs have no largest remainder.
        if (due.Count == 1 || due.Values.Select(Math.Sign).Where(sign => sign != 0).Distinct().Count() != 1)
        {
            return null;
        }

        var whole = Money.RoundHalfUp(parts.Sum(pay => AnnualTogether(pay, rate) * pay.Segment.Days) / (12m * monthDays));
        const decimal UnitsPerPound = 1_000_000m;
        var split = MoneySplit.ByWeights(
            whole, [.. due.Values.Select(amount => decimal.ToInt64(decimal.Truncate(Math.Abs(amount) * UnitsPerPound)))]);
        return split[due.Keys.Index().Single(key => key.Item == employment).Index];
    }

    public static Explanation Explain(InsuredPay pay, Known<NationalInsuranceRate> rate)
    {
        var segment = pay.Segment;
        var limits = Limits.Of(segment, rate);
        var threshold = limits.Threshold * PartOf(pay, segment.AnnualGbp, pay.AnnualGbp);
        var above = Math.Max(0, segment.AnnualGbp - threshold);
        var full = Explanation.Times("Employer's National Insurance a year.", above * rate.Body.RatePercent / 100,
            new Explanation(Steps.NotBelowNil, "Pay above the threshold.", above, From:
            [
                Explanation.Less("Pay less the threshold.", segment.AnnualGbp - threshold, segment.Explain(),
                    PartOfLimit(pay, "threshold", limits.Threshold, pay.AnnualGbp,
                        Limit("threshold", rate.Body.AnnualThresholdGbp, rate.Body.MonthlyThresholdGbp, segment, rate))),
            ]),
            Explanation.Percent("Employer's rate.", rate.Body.RatePercent, rate.Reference, rate.Sha256));
        if (!pay.IsInScheme || rate.Body.Rebate is not { } rebate)
        {
            return full;
        }

        var part = PartOf(pay, segment.AnnualGbp, pay.AnnualInSchemeGbp);
        var (from, upTo) = (limits.RebateFrom * part, Math.Min(segment.AnnualGbp, limits.RebateTo * part));
        var within = Math.Max(0, upTo - from);
        var off = Explanation.Times("What the employer is let off a year.", within * rebate.Percent / 100,
            new Explanation(Steps.NotBelowNil, "Pay within the band.", within, From:
            [
                Explanation.Less("Pay up to the upper accrual point, less the lower earnings limit.", upTo - from,
                    new Explanation(Steps.LeastOf, "Pay up to the upper accrual point.", upTo, From:
                    [
                        segment.Explain(),
                        PartOfLimit(pay, "upper accrual point", limits.RebateTo, pay.AnnualInSchemeGbp,
                            Limit("upper accrual point", rebate.AnnualToGbp, rebate.MonthlyToGbp, segment, rate)),
                    ]),
                    PartOfLimit(pay, "lower earnings limit", limits.RebateFrom, pay.AnnualInSchemeGbp,
                        Limit("lower earnings limit", rebate.AnnualFromGbp, rebate.MonthlyFromGbp, segment, rate))),
            ]),
            Explanation.Percent("The rebate for contracted-out employment.", rebate.Percent, rate.Reference, rate.Sha256));
        return Explanation.Less("National Insurance less the rebate.", full.Value!.Value - off.Value!.Value, full, off);
    }

    private static decimal AnnualTogether(InsuredPay pay, Known<NationalInsuranceRate> rate) =>
        Due(pay.AnnualGbp, pay.AnnualInSchemeGbp, Limits.Of(pay.Segment, rate), limitPart: 1, rebatePart: 1, rate);

    private static decimal Annual(InsuredPay pay, decimal own, bool isInScheme, Known<NationalInsuranceRate> rate) => Due(
        own, isInScheme ? own : 0, Limits.Of(pay.Segment, rate), PartOf(pay, own, pay.AnnualGbp),
        isInScheme ? PartOf(pay, own, pay.AnnualInSchemeGbp) : 0, rate);

    // Whoever is in a scheme is contracted out as long as the rate has a rebate.
    private static decimal Due(
        decimal pay, decimal inScheme, Limits limits, decimal limitPart, decimal rebatePart, Known<NationalInsuranceRate> rate)
    {
        var full = Math.Max(0, pay - (limits.Threshold * limitPart)) * rate.Body.RatePercent / 100;
        var within = Math.Max(0, Math.Min(inScheme, limits.RebateTo * rebatePart) - (limits.RebateFrom * rebatePart));
        return rate.Body.Rebate is { } rebate && inScheme != 0 ? full - (within * rebate.Percent / 100) : full;
    }

    private static decimal PartOf(InsuredPay pay, decimal own, decimal all) => pay.Others.Count == 0 || all == 0 ? 1 : own / all;

    // All the person's pay is their employer's alone, and so is which part of it this is.
    private static Explanation PartOfLimit(InsuredPay pay, string name, decimal limit, decimal all, Explanation whole)
    {
        var part = PartOf(pay, pay.Segment.AnnualGbp, all);
        return pay.Others.Count == 0 ? whole
            : Explanation.Times($"This employment's part of the {name}, which the person has once.", limit * part, whole,
                new Explanation(Steps.PayFact,
                    $"The part that it pays of what {pay.Segment.Pay.Body.EmployerCouncil} pays the person for "
                        + $"{pay.Others.Count + 1} employments.",
                    part, string.Join(", ", pay.Others.Select(other => other.Pay.Reference).Prepend(pay.Segment.Pay.Reference)),
                    string.Join(", ", pay.Others.Select(other => other.Pay.Sha256).Prepend(pay.Segment.Pay.Sha256)))
                {
                    PayOf = pay.Segment.Pay.Body.EmployerCouncil,
                });
    }

    private static bool IsMonthly(PaySegment segment) => segment.Terms.OneOf("niThreshold", "annual-twelfth", Monthly) == Monthly;

    private static Explanation Limit(
        string name, decimal annual, decimal? monthly, PaySegment segment, Known<NationalInsuranceRate> rate) =>
        IsMonthly(segment)
            ? Explanation.Times($"Twelve times the month's {name}.", 12 * monthly!.Value,
                new Explanation(Steps.Rate, $"The month's {name}: {rate.Body.Source}.", monthly, rate.Reference, rate.Sha256),
                new Explanation(Steps.Number, "Twelve months.", 12))
            : new Explanation(Steps.Rate, $"The year's {name}: {rate.Body.Source}.", annual, rate.Reference, rate.Sha256);

    /// <summary>For a year, as the clause asks for them.</summary>
    private readonly record struct Limits(decimal Threshold, decimal RebateFrom, decimal RebateTo)
    {
        public static Limits Of(PaySegment segment, Known<NationalInsuranceRate> rate) => new(
            ForTheYear(rate.Body.AnnualThresholdGbp, rate.Body.MonthlyThresholdGbp, segment, rate),
            rate.Body.Rebate is { } from ? ForTheYear(from.AnnualFromGbp, from.MonthlyFromGbp, segment, rate) : 0,
            rate.Body.Rebate is { } to ? ForTheYear(to.AnnualToGbp, to.MonthlyToGbp, segment, rate) : 0);

        private static decimal ForTheYear(decimal annual, decimal? monthly, PaySegment segment, Known<NationalInsuranceRate> rate) =>
            !IsMonthly(segment) ? annual
            : 12 * (monthly ?? throw new CannotBeWorkedOutException(
                $"{segment.Terms.Reference} asks for the monthly table, but the National Insurance rate from "
                + $"{rate.Body.EffectiveFrom:d MMMM yyyy} has no monthly threshold."));
    }
}
