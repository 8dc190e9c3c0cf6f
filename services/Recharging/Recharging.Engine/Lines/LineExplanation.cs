using Values;

namespace Recharging.Engine.Lines;

/// <summary>Why a line is what it is: how its amount is made, what it rests on, and its VAT.</summary>
public sealed record LineExplanation(
    long FactNumber, int EngineVersion, Explanation Amount, IReadOnlyList<Explanation> Authorities, Explanation Vat)
{
    /// <summary>Of a position less what is posted of it.</summary>
    public static LineExplanation OfChange(Charge charge, StatementLine[] posted, Money amount, Money vat, long factNumber) => new(
        factNumber,
        RechargeEngine.Version,
        new Explanation(Steps.Sum, $"{charge.Description}, {charge.ServicePeriod}: {amount}.", amount.InPounds, From:
        [
            .. charge.Components.Select(component =>
                Less(component.Explain(), component.Component, component.Of(charge.Payer), posted)),
            .. PostedComponents(posted).Where(name => charge.Components.All(component => component.Component != name))
                .Select(name => Less(Nothing(name), name, Money.Zero, posted)),
        ]),
        charge.Authorities(),
        new Explanation(
            Steps.VatReason,
            charge.Vat.IsClassified
                ? $"VAT treatment {charge.Vat.Treatment}: {charge.Vat.CitedReason ?? "as the clause says"}"
                    + $"{(charge.Vat.Reviewer is { } officer ? $", reviewed by {officer}" : "")}"
                    + $"{(charge.Vat.ReviewedOn is { } day ? $" on {day}" : "")}."
                : "A VAT officer has not classified this yet.",
            vat.InPounds));

    /// <summary>Of what was posted and is not due any more.</summary>
    public static LineExplanation OfTakingBack(
        StatementLine[] posted, LineComponent[] back, Money amount, Money vat, long factNumber) => new(
        factNumber,
        RechargeEngine.Version,
        new Explanation(Steps.Sum, $"{posted[0].Description}, {posted[0].ServicePeriod}: {amount}.", amount.InPounds, From:
            [.. back.Select(component => Less(Nothing(component.Component), component.Component, Money.Zero, posted))]),
        [],
        new Explanation(Steps.VatReason, "VAT goes back with what it was charged on.", vat.InPounds));

    private static IEnumerable<string> PostedComponents(StatementLine[] posted) =>
        posted.SelectMany(line => line.Components).Select(component => component.Component).Distinct(StringComparer.Ordinal);

    private static Explanation Less(Explanation position, string component, Money due, StatementLine[] posted)
    {
        if (posted.Length == 0)
        {
            return position;
        }

        var earlier = posted
            .Select(line => (line.Reference, AmountGbp: line.Components
                .Where(part => part.Component == component).Sum(part => part.AmountGbp)))
            .ToList();
        return new Explanation(
            Steps.Less,
            $"{component}: due now less posted before.",
            due.InPounds - earlier.Sum(line => line.AmountGbp),
            From: [position, .. earlier.Select(line =>
                new Explanation(Steps.Posted, $"Posted with {line.Reference}.", line.AmountGbp, line.Reference))]);
    }

    private static Explanation Nothing(string component) => new(Steps.Number, $"No {component} is due any more.", 0);
}
