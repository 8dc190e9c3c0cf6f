using Recharging.Engine;
using Recharging.Engine.Lines;
using Values;

namespace Recharging.Charging;

/// <summary>What one subject costs its payer in one service period by what is known, and by what is supposed. Before VAT.</summary>
public sealed record Difference(
    string AgreementReference, string Subject, string SubjectKind, AccountingPeriod ServicePeriod, string Payee, string Payer,
    string Description, string Working, Money AsKnown, Money Supposed, IReadOnlyList<LineComponent> Components)
{
    public Money Delta => Supposed - AsKnown;

    /// <summary>Some component is not what it was, though the sum may be.</summary>
    public bool IsChange => Components.Any(component => component.AmountGbp != 0);

    /// <summary>Of every position that either calculation has, in the order of a statement.</summary>
    public static IReadOnlyList<Difference> Between(Calculation known, Calculation supposed)
    {
        var before = known.Charges.ToLookup(Key.Of);
        var after = supposed.Charges.ToLookup(Key.Of);
        return
        [
            .. before.Concat(after).Select(charges => charges.Key).Distinct()
                .Select(key => Of(key, [.. before[key]], [.. after[key]]))
                .OrderBy(change => change.ServicePeriod).ThenBy(change => change.Payee, StringComparer.Ordinal)
                .ThenBy(change => SubjectKinds.Rank(change.SubjectKind)).ThenBy(change => change.Subject, StringComparer.Ordinal),
        ];
    }

    private static Difference Of(Key key, Charge[] before, Charge[] after)
    {
        var shown = after.Length > 0 ? after[0] : before[0];
        Money Sum(Charge[] charges, string component) => charges.SelectMany(charge => charge.Components)
            .Where(part => part.Component == component).Sum(part => part.Of(key.Payer));
        return new Difference(key.Agreement, key.Subject, key.SubjectKind, key.ServicePeriod, key.Payee, key.Payer, shown.Description,
            after.Length > 0 ? shown.Working : "nothing would be due",
            before.Sum(charge => charge.Owed), after.Sum(charge => charge.Owed),
            [
                .. before.Concat(after).SelectMany(charge => charge.Components).Select(part => part.Component)
                    .Distinct(StringComparer.Ordinal)
                    .Select(component => new LineComponent(component, (Sum(after, component) - Sum(before, component)).InPounds)),
            ]);
    }

    private readonly record struct Key(
        string Agreement, string Subject, string SubjectKind, AccountingPeriod ServicePeriod, string Payee, string Payer)
    {
        public static Key Of(Charge charge) => new(
            charge.AgreementReference, charge.Subject, charge.SubjectKind, charge.ServicePeriod, charge.Payee, charge.Payer);
    }
}
