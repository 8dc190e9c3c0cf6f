using Recharging.Engine.Facts;
using Values;

namespace Recharging.Engine;

/// <summary>
/// What the council that is owed gave back lowers the position of the line's subject and month, component by component: a run posts it
/// once, with its VAT, as the correction that it is. Where nothing is due any more, there is nothing to give back of.
/// </summary>
public static class AgreedCredits
{
    public static void Work(KnownFacts facts, Calculation calculation)
    {
        if (facts.Credits.Count == 0)
        {
            return;
        }

        var credits = facts.Credits.ToLookup(KeyOf);
        calculation.Change(charge => credits.Contains(KeyOf(charge)) ? Less(charge, [.. credits[KeyOf(charge)]]) : charge);
    }

    private static Charge Less(Charge charge, IReadOnlyList<Known<CreditAgreed>> credits)
    {
        var given = credits.SelectMany(credit => credit.Body.Parts.Select(part => (Credit: credit, part.Component, part.AmountGbp)))
            .GroupBy(part => part.Component, StringComparer.Ordinal)
            .ToDictionary(parts => parts.Key, parts => parts.Select(part => (part.Credit, part.AmountGbp)).ToList(), StringComparer.Ordinal);
        return charge with
        {
            Working = $"{charge.Working}; less {string.Join(", ", credits.Select(credit => Named(credit.Body)))}",
            Components =
            [
                .. charge.Components.Select(component => given.TryGetValue(component.Component, out var parts)
                    ? Less(component, charge, parts) : component),
                .. given.Where(parts => charge.Components.All(component => component.Component != parts.Key))
                    .Select(parts => Less(Nothing(parts.Key, charge), charge, parts.Value)),
            ],
        };
    }

    private static ComponentPosition Less(
        ComponentPosition position, Charge charge, IReadOnlyList<(Known<CreditAgreed> Credit, decimal AmountGbp)> given)
    {
        var back = Money.Pounds(given.Sum(part => part.AmountGbp));
        return position with
        {
            Whole = position.Whole - back,
            Parties = [.. position.Parties.Select(part => part.Party == charge.Payer ? part with { Amount = part.Amount - back } : part)],
            Explain = () => Explanation.Less("Due less what was given back.", (position.Of(charge.Payer) - back).InPounds,
            [
                position.Explain(),
                .. given.Select(part => new Explanation(
                    Steps.Fact, $"Given back: {Named(part.Credit.Body)}. {part.Credit.Body.Reason}", part.AmountGbp, part.Credit.Reference,
                    part.Credit.Sha256)),
            ]),
        };
    }

    private static ComponentPosition Nothing(string component, Charge charge) => new(
        component,
        Money.Zero,
        [.. charge.Components[0].Parties.Select(part => part with { Amount = Money.Zero })],
        () => new Explanation(Steps.Number, $"No {component} is due any more.", 0));

    private static string Named(CreditAgreed credit) =>
        $"{Money.Pounds(credit.Parts.Sum(part => part.AmountGbp)).Abs()} of {credit.LineReference} by "
        + (credit.DisputeReference ?? "withdrawal");

    // The carry's position is that of all service periods so far.
    private static (string, string, string?, string, string) KeyOf(Known<CreditAgreed> credit) => (credit.Body.AgreementReference,
        credit.Body.Subject, credit.Body.SubjectKind == SubjectKinds.Rounding ? null : credit.Body.ServicePeriod, credit.Body.Payee,
        credit.Body.Payer);

    private static (string, string, string?, string, string) KeyOf(Charge charge) => (charge.AgreementReference, charge.Subject,
        charge.IsCumulative ? null : charge.ServicePeriod.ToString(), charge.Payee, charge.Payer);
}
