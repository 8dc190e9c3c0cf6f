using System.Globalization;
using Recharging.Engine.Facts;
using Secondments.Contracts;
using Values;

namespace Recharging.Engine;

/// <summary>
/// One component of a whole employment in one month: exact first, to the penny once. On-costs take the rate of the month's last
/// day, which is when the month's pay is paid.
/// </summary>
public sealed record EmploymentCost(string Component, IReadOnlyList<EmploymentCost.Part> Parts, int MonthDays)
{
    /// <summary>A segment's amount a year, and why.</summary>
    public sealed record Part(decimal AnnualGbp, PaySegment Segment, Func<Explanation> Explain)
    {
        /// <summary>The part's pounds times twelve times the month's days, so that nothing is divided before it is rounded.</summary>
        public decimal AnnualTimesDays => AnnualGbp * Segment.Days;
    }

    private decimal Exact => Parts.Sum(part => part.AnnualTimesDays) / (12m * MonthDays);

    /// <summary>Where it is one of several employments that are rounded together: what falls to this one.</summary>
    public Money? WholeTogether { get; init; }

    public Money Whole => WholeTogether ?? Money.RoundHalfUp(Exact);

    public static IEnumerable<EmploymentCost> Of(
        KnownFacts facts, SecondmentStarted secondment, AccountingPeriod period, IReadOnlyList<PaySegment> segments)
    {
        var payDay = period.Days.LastDay!.Value;
        EmploymentCost Each(string component, Func<PaySegment, decimal> annual, Func<PaySegment, Explanation> explain) => new(
            component,
            [.. segments.Select(segment => new Part(annual(segment), segment, () => explain(segment)))],
            period.Days.Days);

        yield return Each(Components.Salary, segment => segment.AnnualGbp, segment => segment.Explain());

        var insurance = facts.Rates.NationalInsurance(payDay)
            ?? throw new CannotBeWorkedOutException($"No agreed National Insurance rate is known for {payDay:d MMMM yyyy}.");
        yield return Insurance(
            secondment.EmploymentReference, InsuredPay.Of(facts, secondment.EmploymentReference, segments), insurance, period);

        if (segments[^1].Pay.Body.PensionScheme is not "NONE" and var scheme)
        {
            var pension = facts.Rates.Pension(secondment.HomeCouncil, scheme, payDay)
                ?? throw new CannotBeWorkedOutException(
                    $"No agreed {scheme} rate of {secondment.HomeCouncil} is known for {payDay:d MMMM yyyy}.");
            yield return Each(
                Components.Pension,
                segment => segment.AnnualGbp * pension.Body.RatePercent / 100,
                segment => Percentage(segment, pension.Body.RatePercent, $"{pension.Body.Employer}'s {pension.Body.Scheme} rate.",
                    pension.Reference, pension.Sha256));
            if (segments[^1].Terms.OneOf("pensionLumpSum", "excluded", "included") == "included" && scheme == "LGPS")
            {
                var lumpSum = pension.Body.LumpSumPercent
                    ?? throw new CannotBeWorkedOutException(
                        $"{segments[^1].Terms.Reference} charges for past service, but {secondment.HomeCouncil}'s {scheme} rate from "
                        + $"{pension.Body.EffectiveFrom:d MMMM yyyy} says no lump sum.");
                yield return Each(
                    Components.PensionLumpSum,
                    segment => segment.AnnualGbp * lumpSum / 100,
                    segment => Percentage(segment, lumpSum, $"{pension.Body.Employer}'s lump sum for past service over its pensionable pay.",
                        pension.Reference, pension.Sha256));
            }
        }

        if (segments[^1].Terms.OneOf("levyPercent", "rate", "none") == "rate")
        {
            var levy = facts.Rates.Levy(payDay)
                ?? throw new CannotBeWorkedOutException($"No agreed levy rate is known for {payDay:d MMMM yyyy}.");
            yield return Each(
                Components.Levy,
                segment => segment.AnnualGbp * levy.Body.RatePercent / 100,
                segment => Percentage(segment, levy.Body.RatePercent, "The apprenticeship levy's rate.", levy.Reference, levy.Sha256));
        }
    }

    private static EmploymentCost Insurance(
        string employment, IReadOnlyList<InsuredPay> parts, Known<NationalInsuranceRate> rate, AccountingPeriod period) => new(
        Components.NationalInsurance,
        [.. parts.Select(pay => new Part(NationalInsurance.Annual(pay, rate), pay.Segment, () => NationalInsurance.Explain(pay, rate)))],
        period.Days.Days)
    {
        WholeTogether = NationalInsurance.WholeTogether(employment, parts, rate, period.Days.Days),
    };

    /// <summary>Home and host by largest remainder; a penny in doubt goes to the council that comes first in the alphabet.</summary>
    public ComponentPosition Split(string home, string host)
    {
        var (hostWeight, homeWeight) = Weights();
        string[] parties = string.CompareOrdinal(home, host) < 0 ? [home, host] : [host, home];
        long[] weights = [.. parties.Select(party => party == host ? hostWeight : homeWeight)];
        var amounts = MoneySplit.ByWeights(Whole, weights);
        var hostAmount = amounts[Array.IndexOf(parties, host)];
        Explanation Explain() => new(
            Steps.Share,
            $"{host}'s share: {hostAmount}. The pence left over go to the largest remainder, then to {parties[0]}.",
            hostAmount.InPounds,
            Party: host,
            From:
            [
                Rounded(),
                .. parties.Select((party, at) => new Explanation(Steps.Weight, $"{party}'s weight.", weights[at], Party: party,
                    Source: party == host ? string.Join(", ", Parts.Select(part => $"fact {part.Segment.ShareFact}").Distinct()) : null)),
            ]);
        return new ComponentPosition(Component, Whole, [.. parties.Select((party, at) => new PartyPosition(party, amounts[at]))],
            Explain)
        {
            Exact = Parts[^1].Segment.Terms.OneOf(RoundingPolicies.Parameter, RoundingPolicies.PerLine, RoundingPolicies.Carry)
                == RoundingPolicies.Carry ? new RoundingCarry.ExactShare(HostShare(), ExplainHostShare) : null,
        };
    }

    private Fraction HostShare() => Parts.Aggregate(Fraction.Zero, (sum, part) =>
        sum + (Fraction.Of(part.AnnualGbp) * Fraction.Of(part.Segment.HostSharePercent * part.Segment.Days) / (1200 * MonthDays)));

    private Explanation ExplainHostShare() => new(Steps.Sum, $"{Component}, {Parts[0].Segment.FirstDay:MMMM yyyy}.", From:
    [
        .. Parts.Select(part => new Explanation(Steps.Times, "Year's amount × days × share × part of the common days.", From:
        [
            part.Explain(),
            new Explanation(Steps.CalendarDays, $"{part.Segment.Days} charged calendar days.", part.Segment.Days),
            new Explanation(Steps.Fact, "The host's share, percent.", part.Segment.HostSharePercent,
                Source: $"fact {part.Segment.ShareFact}"),
            new Explanation(Steps.Number, "Common days over the days of the month.", RoundingCarry.CommonDays / MonthDays),
        ])),
    ]);

    /// <summary>The share in parts of a million, or, when it changes within the month, each part weighed by what it costs.</summary>
    private (long Host, long Home) Weights()
    {
        const decimal Units = 1_000_000_000_000m;
        var total = Parts.Sum(part => part.AnnualTimesDays);
        if (total == 0 || Parts.All(part => part.Segment.HostSharePercent == Parts[0].Segment.HostSharePercent))
        {
            var percent = Parts[0].Segment.HostSharePercent;
            return (decimal.ToInt64(percent * 10_000), decimal.ToInt64((100 - percent) * 10_000));
        }

        // Parts of both signs, a rebate beside a charge, could pull a weight out of its range.
        var host = decimal.ToInt64(Math.Clamp(decimal.Truncate(Parts
            .Sum(part => part.AnnualTimesDays * part.Segment.HostSharePercent) / total / 100 * Units), 0, Units));
        return (host, decimal.ToInt64(Units) - host);
    }

    private Explanation Rounded()
    {
        var pence = Whole - Money.RoundHalfUp(Exact);
        return pence == Money.Zero ? RoundedByItself() : new Explanation(
            Steps.Sum, "The whole employment, to the penny.", Whole.InPounds, From:
            [
                RoundedByItself(),
                new Explanation(Steps.Number, "So that the person's employments come to the penny together.", pence.InPounds),
            ]);
    }

    private Explanation RoundedByItself() => new(
        Steps.RoundHalfUp, "The whole employment, to the penny.", Money.RoundHalfUp(Exact).InPounds, From:
    [
        new Explanation(Steps.DividedBy, $"A twelfth of the year for the charged days of a month of {MonthDays} days.", Exact, From:
        [
            new Explanation(Steps.Sum, "The year's amount times the charged days.", Parts.Sum(part => part.AnnualTimesDays), From:
            [
                .. Parts.Select(part => new Explanation(Steps.Times,
                    string.Create(CultureInfo.InvariantCulture,
                        $"From {part.Segment.FirstDay:d MMMM yyyy}, {part.Segment.Days} days at "
                        + $"{part.Segment.HostSharePercent:0.####}%."),
                    part.AnnualTimesDays,
                    From: [part.Explain(), new Explanation(Steps.CalendarDays, $"{part.Segment.Days} charged calendar days.",
                        part.Segment.Days)])),
            ]),
            new Explanation(Steps.Number, "Twelve months.", 12),
            new Explanation(Steps.CalendarDays, $"{MonthDays} calendar days in the month.", MonthDays),
        ]),
    ]);

    private static Explanation Percentage(PaySegment segment, decimal percent, string says, string source, string sha256) =>
        Explanation.Times("A percentage of the whole employment's pay a year.", segment.AnnualGbp * percent / 100,
            segment.Explain(), Explanation.Percent(says, percent, source, sha256));
}
