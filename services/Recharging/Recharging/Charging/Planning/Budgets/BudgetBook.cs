using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Facts;
using Values;

namespace Recharging.Charging;

/// <summary>A council's budgets of one year: of each scope the version that counts, month by month.</summary>
public sealed class BudgetBook
{
    private readonly List<BudgetLine> lines = [];

    /// <param name="year">The financial year.</param>
    /// <param name="learned">In the order in which they were loaded.</param>
    public BudgetBook(FinancialYear year, IEnumerable<BudgetSet> learned)
    {
        foreach (var scope in learned.Where(budget => budget.FinancialYear == year.ToString()).GroupBy(budget => budget.Scope))
        {
            var version = scope.Any(budget => budget.Version == BudgetSet.Revised) ? BudgetSet.Revised : BudgetSet.Original;
            var months = new Money[12];
            foreach (var budget in scope.Where(budget => budget.Version == version).GroupBy(budget => budget.Period)
                .Select(rows => rows.Last()))
            {
                for (var month = 1; month <= 12; month++)
                {
                    months[month - 1] += budget.Period is null ? FixedCharges.Month(budget.AmountGbp, "cumulative", month)
                        : AccountingPeriod.Parse(budget.Period).Number == month ? Money.Pounds(budget.AmountGbp) : Money.Zero;
                }
            }

            lines.Add(new BudgetLine(scope.Key, version, months));
        }
    }

    public IReadOnlyList<BudgetLine> Lines => lines;

    /// <summary>The budget that names most of the charge; null when none is set for it.</summary>
    public BudgetLine? For(Amount charge) => lines.Where(line => charge.IsIn(line.Scope)).MaxBy(line => line.Scope.Nearness);
}

/// <summary>A scope's budget by months, April first.</summary>
public sealed record BudgetLine(BudgetScope Scope, string Version, IReadOnlyList<Money> Months)
{
    public Money Of(AccountingPeriod period) => period.IsClosingPeriod ? Money.Zero : Months[period.Number - 1];

    public Money To(AccountingPeriod period) => Months.Take(period.Number).Sum();

    public Money Year => Months.Sum();
}
