using Recharging.Statements;
using Values;

namespace Recharging.Postings;

/// <summary>The double entry of a line in both books: what one council is owed, the other owes, penny for penny.</summary>
public static class DoubleEntry
{
    /// <summary>A credit swaps the sides; what costs nothing is not posted.</summary>
    public static IEnumerable<Posting> Of(StatementLine line)
    {
        if (line.Payable != Money.Zero)
        {
            yield return Entry(line, line.Payee, BookSides.Debtor, null, line.Payable);
            yield return Entry(line, line.Payer, BookSides.Creditor, null, -line.Payable);
        }

        if (line.Vat != Money.Zero)
        {
            yield return Entry(line, line.Payee, BookSides.OutputVat, null, -line.Vat);
            yield return Entry(line, line.Payer, BookSides.InputVat, null, line.Vat);
        }

        foreach (var component in line.Components.Where(component => component.AmountGbp != 0))
        {
            var amount = Money.Pounds(component.AmountGbp);
            yield return Entry(line, line.Payee, BookSides.Income, component.Component, -amount);
            yield return Entry(line, line.Payer, BookSides.Cost, component.Component, amount);
        }
    }

    private static Posting Entry(StatementLine line, string council, string side, string? component, Money debit) => new()
    {
        StatementNumber = line.StatementNumber,
        LineReference = line.Reference,
        Council = council,
        Side = side,
        Component = component,
        Period = line.BillingPeriod,
        Debit = debit.IsNegative ? Money.Zero : debit,
        Credit = debit.IsNegative ? -debit : Money.Zero,
    };
}
