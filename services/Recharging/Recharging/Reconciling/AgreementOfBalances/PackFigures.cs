using Recharging.Matching.Differences;
using Values;

namespace Recharging.Reconciling;

/// <summary>A control account at the quarter's end, as its council's ERP sent it; debit positive.</summary>
public sealed record AccountBalance(string Council, string Account, Money Closing);

/// <summary>A payment between the councils as one ledger has it; debit positive.</summary>
public sealed record PaymentLine(string Council, string DocRef, int LineNo, AccountingPeriod Period, DateOnly PostingDate, Money Amount);

/// <summary>A charge of the quarter and what its payer disputes of it by now; VAT is not in them.</summary>
public sealed record ChargeOfQuarter(string Reference, string Payee, string Payer, Money Amount, Money Disputed);

/// <summary>What a month's reconciliation says of one difference.</summary>
/// <param name="Lines">The ledger lines that show it.</param>
public sealed record FoundItem(
    string Reason, Money Amount, string Sentence, string? StatementLine, IReadOnlyList<(string Council, string DocRef, int LineNo)> Lines);

/// <summary>A month's reconciliation.</summary>
public sealed record FoundMonth(IReadOnlyList<FoundItem> Items, IReadOnlyList<string> Alarms);

/// <summary>All that a pack is worked out from.</summary>
/// <param name="Months">The reconciliations of the quarter's statements, in order.</param>
public sealed record PackFacts(
    Quarter Quarter,
    IReadOnlyList<string> Councils,
    IReadOnlyList<AccountBalance> Balances,
    IReadOnlyList<FoundMonth> Months,
    IReadOnlyList<PaymentLine> Payments,
    IReadOnlyList<ChargeOfQuarter> Charges);

/// <summary>One reason for which the councils' figures differ.</summary>
/// <param name="Of"><c>balances</c> or <c>income</c>.</param>
/// <param name="Receivable">The council whose statement it is about.</param>
public sealed record PackItem(string Of, string Receivable, string Reason, decimal AmountGbp, string Sentence);

/// <summary>What one council is owed by the other: its own figures, the other's, and how they differ.</summary>
/// <param name="ExplainedGbp">Of the difference: what the items come to.</param>
/// <param name="RemainsGbp">The difference less the items: nil when every penny has a reason.</param>
public sealed record PackSide(
    string Receivable, string Payable, decimal ReceivableGbp, decimal PayableGbp, decimal DifferenceGbp, decimal ExplainedGbp,
    decimal RemainsGbp, decimal IncomeGbp, decimal ExpenditureGbp, decimal IncomeDifferenceGbp, decimal IncomeRemainsGbp);

/// <summary>
/// The two sides of a quarter's balances with the items between them: what the one says less what the other says is what the items come
/// to and what remains, to the penny.
/// </summary>
public static class PackFigures
{
    /// <summary>A payment that the other ledger does not have yet is on its way for so many working days; then somebody has to look for
    /// it.</summary>
    private const int DaysOnTheWay = 5;

    private const string Balances = "balances";
    private const string Income = "income";

    public static (IReadOnlyList<PackSide> Sides, IReadOnlyList<PackItem> Items) Of(PackFacts facts)
    {
        var unplaced = Carried(facts).Concat(InTransit(facts)).Where(item => item.Amount != Money.Zero).ToList();
        var differences = facts.Councils.ToDictionary(
            council => council, council => Owed(facts, council) - Owes(facts, Other(facts, council)), StringComparer.Ordinal);
        var placed = unplaced.Where(item => item.Receivable is not null).ToList();

        // An item that cites no charge stands on the side that has most left to explain.
        var most = facts.Councils.MaxBy(council =>
            (differences[council] - placed.Where(item => item.Receivable == council).Sum(item => item.Amount)).Abs().Pence)!;
        var balances = unplaced.Select(item =>
            new PackItem(Balances, item.Receivable ?? most, item.Reason, item.Amount.InPounds, item.Sentence));
        var income = facts.Charges.Where(charge => charge.Disputed != Money.Zero)
            .OrderBy(charge => charge.Reference, StringComparer.Ordinal)
            .Select(charge => new PackItem(Income, charge.Payee, Reason.Disputed, charge.Disputed.InPounds,
                $"{charge.Payer} disputes {charge.Disputed} of {charge.Reference} and has not taken it as expenditure."));
        List<PackItem> items = [.. balances, .. income];
        return ([.. facts.Councils.Select(council => Side(facts, council, differences[council], items))], items);
    }

    private static PackSide Side(PackFacts facts, string council, Money difference, List<PackItem> items)
    {
        var payer = Other(facts, council);
        decimal Sum(string of) => items.Where(item => item.Of == of && item.Receivable == council).Sum(item => item.AmountGbp);
        var charges = facts.Charges.Where(charge => charge.Payee == council).ToList();
        var income = charges.Sum(charge => charge.Amount).InPounds;
        var expenditure = charges.Sum(charge => charge.Amount - charge.Disputed).InPounds;
        return new PackSide(
            council, payer, Owed(facts, council).InPounds, Owes(facts, payer).InPounds, difference.InPounds, Sum(Balances),
            difference.InPounds - Sum(Balances), income, expenditure, income - expenditure, income - expenditure - Sum(Income));
    }

    private static Money Owed(PackFacts facts, string council) =>
        facts.Balances.Where(balance => balance.Council == council && !balance.Closing.IsNegative).Sum(balance => balance.Closing);

    private static Money Owes(PackFacts facts, string council) =>
        -facts.Balances.Where(balance => balance.Council == council && balance.Closing.IsNegative).Sum(balance => balance.Closing);

    private static string Other(PackFacts facts, string council) => facts.Councils.Single(other => other != council);

    /// <summary>The items of the quarter's months, the balance brought forward once, and what one month lacked and a later one has,
    /// gone.</summary>
    private static IEnumerable<(string? Receivable, string Reason, Money Amount, string Sentence)> Carried(PackFacts facts)
    {
        var payments = facts.Payments.Select(line => (line.Council, line.DocRef, line.LineNo)).ToHashSet();
        var payees = facts.Charges.ToDictionary(charge => charge.Reference, charge => charge.Payee, StringComparer.Ordinal);
        var left = new List<FoundItem>();
        foreach (var (at, month) in facts.Months.Index())
        {
            foreach (var item in month.Items.Where(item => (item.Reason != Reason.Opening || at == 0)
                && !(item.Lines.Count > 0 && item.Lines.All(payments.Contains))))
            {
                var earlier = item is { Reason: Reason.Timing, Lines: [var late] }
                    ? left.FindIndex(before => before.Reason == Reason.Timing && before.Amount.IsNegative != item.Amount.IsNegative
                        && before.Lines.Contains(late))
                    : -1;
                if (earlier >= 0)
                {
                    left[earlier] = left[earlier] with { Amount = left[earlier].Amount + item.Amount };
                }
                else
                {
                    left.Add(item);
                }
            }
        }

        return left.Select(item =>
            (item.StatementLine is { } line ? payees.GetValueOrDefault(line) : null, item.Reason, item.Amount, item.Sentence));
    }

    /// <summary>What the one paid and the other has not received by the quarter's end, payment by payment, oldest first.</summary>
    private static IEnumerable<(string? Receivable, string Reason, Money Amount, string Sentence)> InTransit(PackFacts facts)
    {
        var last = facts.Quarter.LastPeriod;
        foreach (var payer in facts.Councils)
        {
            var payee = Other(facts, payer);
            var received = facts.Payments.Where(line => line.Council == payee && line.Amount.IsNegative)
                .OrderBy(line => line.PostingDate).ThenBy(line => line.DocRef, StringComparer.Ordinal).ThenBy(line => line.LineNo).ToList();
            foreach (var paid in facts.Payments.Where(line => line.Council == payer && !line.Amount.IsNegative)
                .OrderBy(line => line.PostingDate).ThenBy(line => line.DocRef, StringComparer.Ordinal).ThenBy(line => line.LineNo))
            {
                var receipt = received.Find(line => line.Amount == -paid.Amount);
                if (receipt is not null)
                {
                    received.Remove(receipt);
                }

                var isIn = paid.Period <= last;
                if (isIn != receipt?.Period <= last)
                {
                    yield return receipt is null ? NotReceived(facts.Quarter, payee, paid)
                        : (payee, Reason.Timing, isIn ? paid.Amount : receipt.Amount,
                            $"{payer} posted its payment of {paid.Amount} ({paid.DocRef}) on {paid.PostingDate:d MMMM yyyy}, {payee} "
                            + $"posted it ({receipt.DocRef}) on {receipt.PostingDate:d MMMM yyyy}.");
                }
            }

            foreach (var receipt in received.Where(line => line.Period <= last))
            {
                yield return (payee, Reason.MissingAtPayer, receipt.Amount,
                    $"{payee} has {receipt.Amount.Abs()} from {payer} ({receipt.DocRef}) that {payer} has not posted as paid.");
            }
        }
    }

    private static (string? Receivable, string Reason, Money Amount, string Sentence) NotReceived(
        Quarter quarter, string payee, PaymentLine paid) =>
        paid.PostingDate >= WorkingDays.England.Add(quarter.LastDay, -DaysOnTheWay)
            ? (payee, Reason.Timing, paid.Amount,
                $"{paid.Council} paid {paid.Amount} ({paid.DocRef}) on {paid.PostingDate:d MMMM yyyy}; it is on its way to {payee}.")
            : (payee, Reason.MissingAtPayee, paid.Amount,
                $"{paid.Council} paid {paid.Amount} ({paid.DocRef}) on {paid.PostingDate:d MMMM yyyy}; {payee} has not received it.");
}
