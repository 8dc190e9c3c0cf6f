using System.Globalization;
using Recharging.Engine.Facts;
using Secondments.Contracts;
using Values;

namespace Recharging.Engine;

/// <summary>
/// A secondee's cost: what the whole employment costs the home council on the charged days, each component to the penny once,
/// then split between home and host. Working on the whole employment first is what keeps National Insurance's threshold right.
/// </summary>
public static class SecondmentCosts
{
    public static void Work(KnownFacts facts, CouncilPair councils, AccountingPeriod period, Calculation calculation)
    {
        foreach (var secondment in facts.Secondments.Where(known => councils.Are(known.Body.HomeCouncil, known.Body.HostCouncil)))
        {
            var (lastDay, _) = facts.LastDay(secondment);
            if (lastDay < secondment.Body.FirstDay
                || new DateRange(secondment.Body.FirstDay, lastDay).Intersection(period.Days) is not { } served
                || !calculation.Scope.Covers(period, secondment.Body.SecondmentReference))
            {
                continue;
            }

            calculation.Try(() =>
            {
                var days = ChargeableDays.Of(
                    facts, secondment.Body.AgreementReference, SubjectKinds.Secondment, secondment.Body.SecondmentReference, served,
                    calculation);
                if (days.Count > 0)
                {
                    var terms = days.DistinctBy(day => day.Clause.Number)
                        .ToDictionary(day => day.Clause.Number, day => new ClauseTerms(day.Clause));
                    var segments = PaySegment.Of(facts, secondment, [.. days.Select(day => (day.Day, terms[day.Clause.Number]))]);
                    calculation.Add(ChargeFor(facts, secondment, period, segments));
                }
            });
        }
    }

    private static Charge ChargeFor(
        KnownFacts facts, Known<SecondmentStarted> secondment, AccountingPeriod period, IReadOnlyList<PaySegment> segments)
    {
        var body = secondment.Body;
        var monthDays = period.Days.Days;
        var terms = segments[^1].Terms;
        return new Charge
        {
            AgreementReference = body.AgreementReference,
            Subject = body.SecondmentReference,
            SubjectKind = SubjectKinds.Secondment,
            ServicePeriod = period,
            Payee = body.HomeCouncil,
            Payer = body.HostCouncil,
            Service = body.Service,
            Description = $"{body.PostTitle} ({body.SecondmentReference})",
            Working = Working(segments, monthDays),
            ClauseReference = terms.Reference,
            CoveredBy = null,
            Vat = terms.Vat,
            Components = [.. EmploymentCost.Of(facts, body, period, segments)
                .Select(cost => cost.Split(body.HomeCouncil, body.HostCouncil))],
            Authorities = () =>
            [
                .. ChargeableDays.Authorities(facts, body.AgreementReference, segments.Select(segment => segment.Terms)),
                new Explanation(Steps.Fact,
                    $"{body.SecondmentReference}: {body.HomeCouncil} lends to {body.HostCouncil} from {body.FirstDay:d MMMM yyyy} "
                        + $"to {facts.LastDay(secondment).LastDay:d MMMM yyyy}.",
                    Source: secondment.Reference, Sha256: secondment.Sha256),
            ],
        };
    }

    private static string Working(IReadOnlyList<PaySegment> segments, int monthDays)
    {
        var shares = segments
            .GroupBy(segment => segment.HostSharePercent)
            .Select(share => (Percent: share.Key, Days: share.Sum(segment => segment.Days)))
            .ToList();
        return shares is [var only]
            ? string.Create(CultureInfo.InvariantCulture, $"{only.Days}/{monthDays} calendar days")
            : string.Join(" and ", shares.Select(share =>
                string.Create(CultureInfo.InvariantCulture, $"{share.Days}/{monthDays} calendar days at {share.Percent:0.####}%")));
    }
}
