using Recharging.Engine.Lines;
using Recharging.Ledgers;
using Values;

namespace Recharging.Settling;

/// <summary>What of a line goes to a ledger: all of it for the council that is owed, the agreed part for the one that pays.</summary>
public sealed record Booked(StatementLine Line, IReadOnlyList<(string Component, Money Amount)> Components, Money Vat)
{
    public Money Payable => Components.Sum(component => component.Amount) + Vat;

    public static Booked Whole(StatementLine line) =>
        new(line, [.. line.Components.Select(component => (component.Component, Money.Pounds(component.AmountGbp)))], line.Vat);

    /// <summary>True when there is nothing to book, component by component.</summary>
    public bool IsNothing => Vat == Money.Zero && Components.All(component => component.Amount == Money.Zero);

    /// <summary>What is new since an earlier booking of the same line.</summary>
    /// <param name="before">By component, and <see cref="CodingWords.Vat"/>.</param>
    public Booked Less(IReadOnlyDictionary<string, Money> before) => new(
        Line,
        [.. Components.Select(component => (component.Component, component.Amount - before.GetValueOrDefault(component.Component)))],
        Vat - before.GetValueOrDefault(CodingWords.Vat));

    /// <summary>The disputed part is held back from each component in proportion, to the penny.</summary>
    public static Booked Agreed(StatementLine line, Money disputed)
    {
        var whole = Whole(line);
        if (disputed == Money.Zero)
        {
            return whole;
        }

        if (disputed == line.Amount.Abs())
        {
            return new Booked(line, [.. whole.Components.Select(component => (component.Component, Money.Zero))], Money.Zero);
        }

        var held = MoneySplit.ByWeights(disputed, [.. whole.Components.Select(component => component.Amount.Abs().Pence)]);
        var sign = line.Amount.IsNegative ? -1 : 1;
        var heldVat = Money.RoundHalfUp(line.Vat.InPounds * disputed.InPounds / line.Amount.Abs().InPounds);
        return new Booked(
            line,
            [.. whole.Components.Select((component, at) => (component.Component, component.Amount - new Money(held[at].Pence * sign)))],
            line.Vat - heldVat);
    }
}
