using System.Globalization;
using Recharging.Engine.Facts;
using Values;

namespace Recharging.Engine;

/// <summary>
/// Each month's pence are rounded without memory, so they drift from what is exactly due. Where a clause asks for the carry, a line of
/// its own brings what a council pays another under an agreement back to the exact sum of all months so far, to the nearest penny. It
/// is one position for ever, so the order in which things are learned does not matter.
/// </summary>
public static class RoundingCarry
{
    /// <summary>The least number that 28, 29, 30 and 31 all divide: with it as denominator, shares of any months add up exactly.</summary>
    public const int CommonDays = 377_580;

    /// <summary>What the payer exactly owes of a component, and why, times twelve hundred and the common days.</summary>
    public sealed record ExactShare(Fraction Pounds, Func<Explanation> Explain);

    public static void Work(KnownFacts facts, Calculation calculation)
    {
        if (calculation.Scope.Touched is not null)
        {
            return;
        }

        var carried = calculation.Charges
            .Where(charge => charge.Components.Any(component => component.Exact is not null))
            .GroupBy(charge => (charge.AgreementReference, charge.Payee, charge.Payer))
            .ToList();
        foreach (var group in carried)
        {
            calculation.Add(ChargeFor(facts, calculation.Scope.LastPeriod, [.. group]));
        }
    }

    /// <summary>The pence that are missing from what was charged, or too many in it.</summary>
    public static Money Of(Fraction exact, Money charged) => exact.RoundHalfUp() - charged;

    private static Charge ChargeFor(KnownFacts facts, AccountingPeriod billing, IReadOnlyList<Charge> charges)
    {
        var latest = charges[^1];
        var clause = facts.ClauseNamed(latest.AgreementReference, latest.ClauseReference, latest.ServicePeriod.Days.LastDay!.Value);
        var exact = charges.SelectMany(charge => charge.Components)
            .Aggregate(Fraction.Zero, (sum, component) => component.Exact is { } share ? sum + share.Pounds : sum);
        var charged = charges.Sum(Rounded);
        var amount = Of(exact, charged);
        return latest with
        {
            Subject = $"{latest.AgreementReference}-rounding",
            SubjectKind = SubjectKinds.Rounding,
            ServicePeriod = billing,
            Service = charges.Select(charge => charge.Service).Min(StringComparer.Ordinal)!,
            Description = "Pence carried from rounding",
            Working = string.Create(CultureInfo.InvariantCulture, $"exactly £{exact.ToDecimal():N6} so far, charged {charged}"),
            Components =
            [
                new ComponentPosition(
                    Components.Rounding,
                    amount,
                    [.. latest.Components[0].Parties.Select(part =>
                        part with { Amount = part.Party == latest.Payer ? amount : Money.Zero })],
                    () => Explain(charges, exact, charged, amount)),
            ],
            Authorities = () => ChargeableDays.Authorities(
                facts, latest.AgreementReference, clause is null ? [] : [new ClauseTerms(clause)]),
        };
    }

    private static Money Rounded(Charge charge) =>
        charge.Components.Where(component => component.Exact is not null).Sum(component => component.Of(charge.Payer));

    private static Explanation Explain(IReadOnlyList<Charge> charges, Fraction exact, Money charged, Money amount)
    {
        var components = charges.SelectMany(charge => charge.Components.Where(component => component.Exact is not null)).ToList();
        return Explanation.Less("What is exactly due so far, to the penny, less what is charged of it.", amount.InPounds,
            new Explanation(Steps.RoundHalfUp, "To the penny.", exact.RoundHalfUp().InPounds, From:
            [
                new Explanation(Steps.DividedBy, "The exact sum of all months so far.", exact.ToDecimal(), From:
                [
                    new Explanation(Steps.Sum, "Year's amount × days × share, over a month's part of the common days.",
                        From: [.. components.Select(component => component.Exact!.Explain())]),
                    new Explanation(Steps.Number, "Twelve months.", 12),
                    new Explanation(Steps.Number, "Percent.", 100),
                    new Explanation(Steps.Number, "Common days of all lengths of a month.", CommonDays),
                ]),
            ]),
            new Explanation(Steps.Sum, "What is charged of it, each month rounded.", charged.InPounds,
                From: [.. components.Select(component => component.Explain())]));
    }
}
