using Recharging.Engine.Facts;
using Values;

namespace Recharging.Engine;

/// <summary>
/// A year's fixed charge spread over its months. By the cumulative rule the months always sum to the year, and any run of months
/// from April on to the rounded entitlement so far.
/// </summary>
public static class FixedCharges
{
    public static void Work(KnownFacts facts, CouncilPair councils, AccountingPeriod period, Calculation calculation)
    {
        foreach (var agreement in facts.Agreements.Where(known => councils.Are(known.Body.Provider, known.Body.Recipient)))
        {
            foreach (var versions in VersionsOf(facts, agreement.Body.AgreementReference, period))
            {
                calculation.Try(() =>
                {
                    if (calculation.Scope.Covers(period, versions[^1].Terms.Text("charge")))
                    {
                        calculation.Add(ChargeFor(facts, agreement.Body.AgreementReference, period, versions));
                    }
                });
            }
        }
    }

    /// <summary>One charge in one month, or null when nothing of it is due.</summary>
    public static Charge? Of(KnownFacts facts, string agreement, string charge, AccountingPeriod period) =>
        VersionsOf(facts, agreement, period).FirstOrDefault(versions => versions[^1].Terms.Find("charge") == charge) is { } due
            ? ChargeFor(facts, agreement, period, due)
            : null;

    /// <summary>The version of the charge's clause that rules last in a month in which it is due.</summary>
    public static ClauseTerms TermsOf(KnownFacts facts, string agreement, string charge, AccountingPeriod period) =>
        VersionsOf(facts, agreement, period).First(versions => versions[^1].Terms.Find("charge") == charge)[^1].Terms;

    private static IEnumerable<List<(ClauseTerms Terms, int Days)>> VersionsOf(
        KnownFacts facts, string agreement, AccountingPeriod period) =>
        facts.LiveDays(agreement)?.Intersection(period.Days) is { } live
            ? Enumerable.Range(0, live.Days)
                .SelectMany(offset => facts.Clauses(agreement, SubjectKinds.FixedCharge, live.FirstDay.AddDays(offset)))
                .GroupBy(clause => clause.Body.ClauseReference, StringComparer.Ordinal)
                .Select(clause => clause.GroupBy(version => version.Number)
                    .Select(version => (Terms: new ClauseTerms(version.First()), Days: version.Count()))
                    .ToList())
            : [];

    /// <summary>Month n of the year by the clause's rule, as the difference of two roundings.</summary>
    public static Money Month(decimal annualGbp, string spread, int month) =>
        CumulativeTo(annualGbp, spread, month) - CumulativeTo(annualGbp, spread, month - 1);

    private static Money CumulativeTo(decimal annualGbp, string spread, int month) => spread switch
    {
        "eleven-equal" when month < 12 => new Money(Money.RoundHalfUp(annualGbp / 12).Pence * month),
        _ => Money.RoundHalfUp(annualGbp * month / 12),
    };

    private static Charge ChargeFor(
        KnownFacts facts, string agreement, AccountingPeriod period, List<(ClauseTerms Terms, int Days)> versions)
    {
        var terms = versions[^1].Terms;
        var payer = terms.Text("payer");
        var payee = terms.Text("payee");
        var monthDays = period.Days.Days;
        var chargedDays = versions.Sum(version => version.Days);
        var exact = versions.Sum(version => Exact(version.Terms, version.Days, monthDays, period.Number));
        var whole = Money.RoundHalfUp(exact);
        Explanation Explain()
        {
            var parts = versions.Select(version => Part(version.Terms, version.Days, monthDays, period.Number)).ToList();
            return parts is [{ Step: Steps.Less }]
                ? parts[0]
                : new Explanation(Steps.RoundHalfUp, $"To the penny: {whole}.", whole.InPounds,
                    From: [Sum("The month's parts", exact, parts)]);
        }

        return new Charge
        {
            AgreementReference = agreement,
            Subject = terms.Text("charge"),
            SubjectKind = SubjectKinds.FixedCharge,
            ServicePeriod = period,
            Payee = payee,
            Payer = payer,
            Service = terms.Text("service"),
            Description = terms.Find("description") ?? terms.Text("charge"),
            Working = chargedDays == monthDays
                ? $"month {period.Number} of 12 of {Money.RoundHalfUp(terms.Number("annualGbp"))} a year"
                : $"{chargedDays}/{monthDays} calendar days of month {period.Number} of 12",
            ClauseReference = terms.Reference,
            CoveredBy = null,
            Vat = terms.Vat,
            Components =
            [
                new ComponentPosition(
                    Components.FixedCharge, whole, [.. new[] { new PartyPosition(payee, Money.Zero), new PartyPosition(payer, whole) }
                        .OrderBy(part => part.Party, StringComparer.Ordinal)], Explain),
            ],
            Authorities = () => ChargeableDays.Authorities(facts, agreement, versions.Select(version => version.Terms)),
        };
    }

    private static decimal Exact(ClauseTerms terms, int days, int monthDays, int month)
    {
        var amount = Month(terms.Number("annualGbp"), terms.OneOf("spread", "cumulative", "eleven-equal"), month).InPounds;
        return days == monthDays ? amount : amount * days / monthDays;
    }

    private static Explanation Part(ClauseTerms terms, int days, int monthDays, int month)
    {
        var annual = terms.Number("annualGbp");
        var spread = terms.OneOf("spread", "cumulative", "eleven-equal");
        var amount = Month(annual, spread, month);
        var whole = new Explanation(
            Steps.Less,
            $"Month {month} of 12 is what is due to its end less what was due before it.",
            amount.InPounds,
            From: [Cumulative(terms, annual, spread, month), Cumulative(terms, annual, spread, month - 1)]);
        return days == monthDays
            ? whole
            : new Explanation(
                Steps.DividedBy,
                $"{days} of {monthDays} calendar days.",
                amount.InPounds * days / monthDays,
                From:
                [
                    new Explanation(Steps.Times, "The month for these days.", amount.InPounds * days, From: [whole, Days(days, "charged")]),
                    Days(monthDays, "in the month"),
                ]);
    }

    private static Explanation Cumulative(ClauseTerms terms, decimal annual, string spread, int month)
    {
        var year = new Explanation(
            Steps.Clause, $"The year's charge by {terms.Reference}.", annual, $"{terms.Reference} version {terms.Fact.Body.Version}",
            terms.Fact.Sha256);
        var due = CumulativeTo(annual, spread, month).InPounds;
        if (spread == "eleven-equal" && month < 12)
        {
            var twelfth = Round("A twelfth, to the penny.", new Explanation(
                Steps.DividedBy, "A twelfth.", annual / 12, From: [year, Number(12)]));
            return new Explanation(Steps.Times, $"{month} equal months.", due, From: [twelfth, Number(month)]);
        }

        return Round($"Due to the end of month {month}, to the penny.", new Explanation(
            Steps.DividedBy,
            $"{month} twelfths of the year.",
            annual * month / 12,
            From: [new Explanation(Steps.Times, $"{month} months of the year.", annual * month, From: [year, Number(month)]), Number(12)]));
    }

    private static Explanation Round(string says, Explanation of) =>
        new(Steps.RoundHalfUp, says, Money.RoundHalfUp(of.Value!.Value).InPounds, From: [of]);

    private static Explanation Sum(string says, decimal value, IReadOnlyList<Explanation> parts) =>
        new(Steps.Sum, says, value, From: parts);

    private static Explanation Number(int number) => new(Steps.Number, $"{number}.", number);

    private static Explanation Days(int days, string which) => new(Steps.CalendarDays, $"{days} calendar days {which}.", days);
}
