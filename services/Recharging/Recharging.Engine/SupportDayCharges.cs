using System.Globalization;
using Recharging.Engine.Facts;
using Values;

namespace Recharging.Engine;

/// <summary>Adviser days at a school: the commission's day rate for each day with evidence, and only when a council is the
/// funder.</summary>
public static class SupportDayCharges
{
    public static void Work(KnownFacts facts, CouncilPair councils, AccountingPeriod period, Calculation calculation)
    {
        foreach (var commission in facts.Commissions)
        {
            var agreed = commission.Agreed!.Body;
            if (agreed.FundingCouncil is not { } funder || agreed.Funder != "council" || !councils.Are(agreed.ProviderCouncil, funder)
                || !calculation.Scope.Covers(period, agreed.CommissionReference))
            {
                continue;
            }

            var visits = commission.Days.Values
                .Where(visit => period.Days.Contains(visit.Body.Day) && commission.Covers(visit.Body.Day))
                .OrderBy(visit => visit.Body.Day).ThenBy(visit => visit.Body.VisitReference, StringComparer.Ordinal)
                .ToList();
            calculation.Try(() =>
            {
                var charged = visits
                    .SelectMany(visit => ChargeableDays.Of(facts, agreed.AgreementReference, SubjectKinds.SupportDays,
                        agreed.CommissionReference,
                            new DateRange(visit.Body.Day, visit.Body.Day), calculation)
                        .Select(day => (Visit: visit, Terms: new ClauseTerms(day.Clause))))
                    .ToList();
                if (charged.Count == 0)
                {
                    return;
                }

                var days = charged.Sum(day => day.Visit.Body.Days);
                var exact = days * agreed.DayRateGbp;
                var amount = Money.RoundHalfUp(exact);
                calculation.Add(new Charge
                {
                    AgreementReference = agreed.AgreementReference,
                    Subject = agreed.CommissionReference,
                    SubjectKind = SubjectKinds.SupportDays,
                    ServicePeriod = period,
                    Payee = agreed.ProviderCouncil,
                    Payer = funder,
                    Service = agreed.Service,
                    Description = $"Support days at {agreed.SchoolName} ({agreed.Urn})",
                    Working = string.Create(CultureInfo.InvariantCulture, $"{days:0.##} evidenced days × £{agreed.DayRateGbp:N2}"),
                    ClauseReference = charged[^1].Terms.Reference,
                    CoveredBy = null,
                    Vat = charged[^1].Terms.Vat,
                    Components =
                    [
                        new ComponentPosition(
                            Components.SupportDays,
                            amount,
                            [.. councils.Both.Select(council => new PartyPosition(council, council == funder ? amount : Money.Zero))],
                            () => Explain(commission, charged.Select(day => day.Visit), days, exact, amount)),
                    ],
                    Authorities = () => ChargeableDays.Authorities(facts, agreed.AgreementReference, charged.Select(day => day.Terms)),
                });
            });
        }
    }

    private static Explanation Explain(
        Commission commission, IEnumerable<Known<SchoolSupport.Contracts.SupportDayEvidenced>> visits, decimal days, decimal exact,
        Money amount)
    {
        var agreed = commission.Agreed!;
        var evidenced = visits.Select(visit => new Explanation(
            Steps.Fact,
            $"Visit {visit.Body.VisitReference} on {visit.Body.Day:d MMMM yyyy} has its note.",
            visit.Body.Days,
            visit.Reference,
            visit.Sha256)).ToList();
        return new Explanation(Steps.RoundHalfUp, $"To the penny: {amount}.", amount.InPounds, From:
        [
            new Explanation(Steps.Times, "Days at the day rate.", exact, From:
            [
                new Explanation(Steps.Sum, "Days with evidence.", days, From: evidenced),
                new Explanation(Steps.Fact, $"The day rate agreed in {agreed.Body.CommissionReference}.", agreed.Body.DayRateGbp,
                    agreed.Reference, agreed.Sha256),
            ]),
        ]);
    }
}
