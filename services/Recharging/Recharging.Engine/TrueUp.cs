using Recharging.Engine.Facts;
using Values;

namespace Recharging.Engine;

/// <summary>
/// A fixed charge is paid on budget. Once its actual cost is declared, the difference to what was due for those months is charged or
/// given back, whole, when it is larger than the clause's tolerance. A whole year's belongs to the closing period.
/// </summary>
public static class TrueUp
{
    public static void Work(KnownFacts facts, CouncilPair councils, Calculation calculation)
    {
        foreach (var declared in facts.Actuals)
        {
            var months = declared.Body.Months();
            var period = months.Count == 12 ? new AccountingPeriod(months[0].Year, 13) : months[^1];
            if (period >= calculation.Scope.FirstPeriod && months[^1] <= calculation.Scope.LastPeriod
                && calculation.Scope.Covers(period, SubjectOf(declared.Body))
                && facts.Agreement(declared.Body.AgreementReference) is { } agreement
                && councils.Are(agreement.Body.Provider, agreement.Body.Recipient))
            {
                calculation.Try(() =>
                {
                    if (ChargeFor(facts, declared, months, period) is { } charge)
                    {
                        calculation.Add(charge);
                    }
                });
            }
        }
    }

    private static string SubjectOf(ActualDeclared declared) => $"{declared.Charge}-true-up";

    // Nothing is trued up that is not due at all, or by a clause that has become a price since.
    private static Charge? ChargeFor(
        KnownFacts facts, Known<ActualDeclared> declared, IReadOnlyList<AccountingPeriod> months, AccountingPeriod period)
    {
        var (agreement, name) = (declared.Body.AgreementReference, declared.Body.Charge);
        var provisional = months.Select(month => FixedCharges.Of(facts, agreement, name, month)).OfType<Charge>().ToList();
        if (provisional.Count == 0)
        {
            return null;
        }

        var latest = provisional[^1];
        var terms = FixedCharges.TermsOf(facts, agreement, name, latest.ServicePeriod);
        if (terms.OneOf("trueUp", "none", "actual") == "none")
        {
            return null;
        }

        var due = provisional.Sum(charge => charge.Owed);
        var difference = declared.Body.ActualGbp - due.InPounds;
        var percent = terms.Find("tolerancePercent") is null ? 0 : terms.Number("tolerancePercent");
        var isCharged = Math.Abs(difference) > Math.Abs(due.InPounds) * percent / 100;
        var amount = isCharged ? Money.Pounds(difference) : Money.Zero;
        return latest with
        {
            Subject = SubjectOf(declared.Body),
            ServicePeriod = period,
            Description = $"{latest.Description}: true-up to the actual cost",
            Working = $"actual {Money.Pounds(declared.Body.ActualGbp)} less {due} due, {months[0]} to {months[^1]}"
                + (isCharged ? "" : FormattableString.Invariant($", within {percent:0.####}%: not charged")),
            Components =
            [
                new ComponentPosition(
                    Components.FixedCharge,
                    amount,
                    [.. latest.Components[0].Parties.Select(part =>
                        part with { Amount = part.Party == latest.Payer ? amount : Money.Zero })],
                    () => Explain(declared, terms, provisional, due, percent, amount)),
            ],
            Authorities = () => ChargeableDays.Authorities(facts, agreement, [terms]),
        };
    }

    private static Explanation Explain(
        Known<ActualDeclared> declared, ClauseTerms terms, IReadOnlyList<Charge> provisional, Money due, decimal percent, Money amount)
    {
        var sum = new Explanation(Steps.Sum, "What was due on budget.", due.InPounds,
            From: [.. provisional.Select(charge => charge.Components[0].Explain())]);
        var difference = Explanation.Less("Actual cost less what was due.", declared.Body.ActualGbp - due.InPounds,
            new Explanation(Steps.Fact, $"The actual cost: {declared.Body.Source}.", declared.Body.ActualGbp, declared.Reference,
                declared.Sha256),
            sum);
        return new Explanation(Steps.OutsideOf, "The difference, when it is larger than the tolerance.", amount.InPounds, From:
        [
            difference,
            Explanation.Times("The tolerance.", Math.Abs(due.InPounds) * percent / 100,
                sum,
                Explanation.Percent("The clause's tolerance.", percent, $"{terms.Reference} version {terms.Fact.Body.Version}",
                    terms.Fact.Sha256)),
        ]);
    }
}
