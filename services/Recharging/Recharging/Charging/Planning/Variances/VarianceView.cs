using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Facts;
using Values;

namespace Recharging.Charging;

/// <summary>Budget, actual and forecast of a month, its year so far and the whole year, and why they differ. Before VAT.</summary>
/// <param name="Rows">Actual: lines by service period. Forecast: every month of the year by what is known now.</param>
/// <param name="SinceLastMonth">This month's statement against the one before; empty for the first.</param>
/// <param name="ToBudget">The year to date against its budget.</param>
public sealed record VarianceView(
    string Period, string[] Councils, long FactNumber, int EngineVersion, IReadOnlyList<VarianceView.Row> Rows,
    IReadOnlyList<VarianceView.Movement> SinceLastMonth, IReadOnlyList<VarianceView.Movement> ToBudget)
{
    /// <param name="BudgetVersion">Null where no budget is set for what is charged.</param>
    public sealed record Row(
        string AgreementReference, string Payer, string? SubjectKind, string? Subject, string? Service, string? BudgetVersion,
        Figures Period, Figures YearToDate, Outturn FullYear);

    public sealed record Figures(decimal BudgetGbp, decimal ActualGbp, decimal VarianceGbp);

    public sealed record Outturn(decimal BudgetGbp, decimal ForecastGbp, decimal VarianceGbp);

    /// <summary>The causes sum to the variance.</summary>
    public sealed record Movement(string Payer, decimal FromGbp, decimal ToGbp, decimal VarianceGbp, IReadOnlyList<Because> Causes);

    public sealed record Because(string Kind, string Sentence, decimal Gbp);

    /// <param name="period">A month that is issued, or that a preview would issue.</param>
    /// <param name="lines">All charged up to that month's statement, this one's included.</param>
    /// <param name="forecast">The positions of the year by what is known now.</param>
    /// <param name="causes">Null for the first statement.</param>
    public static VarianceView Of(
        AccountingPeriod period, AccountingPeriod? before, CouncilPair councils, long factNumber, IReadOnlyList<Amount> lines,
        IReadOnlyList<Amount> forecast, BudgetBook budget, MonthlyCauses? causes)
    {
        var rows = Compare(period, lines, forecast, budget).ToList();
        Movement SinceLast(string payer)
        {
            List<Amount> Charged(AccountingPeriod billing) =>
                [.. lines.Where(line => line.Payer == payer && line.BillingPeriod == billing)];
            var (last, current) = (Charged(before!.Value), Charged(period));
            return Moved(payer, last.Sum(line => line.Owed), current.Sum(line => line.Owed), causes!.Of(last, current));
        }

        Movement AgainstBudget(string payer)
        {
            var own = rows.Where(row => row.Payer == payer).ToList();
            return Moved(payer, Money.Pounds(own.Sum(row => row.YearToDate.BudgetGbp)),
                Money.Pounds(own.Sum(row => row.YearToDate.ActualGbp)),
                own.Select(CauseOf));
        }

        return new VarianceView(period.ToString(), councils.Both, factNumber, RechargeEngine.Version, rows,
            before is null || causes is null ? [] : [.. councils.Both.Select(SinceLast)],
            budget.Lines.Count == 0 ? [] : [.. councils.Both.Select(AgainstBudget)]);
    }

    private static IEnumerable<Row> Compare(
        AccountingPeriod period, IReadOnlyList<Amount> lines, IReadOnlyList<Amount> forecast, BudgetBook budget)
    {
        (BudgetScope Scope, BudgetLine? Budget) RowOf(Amount amount) => budget.For(amount) is { } line
            ? (line.Scope, line)
            : (new BudgetScope(amount.AgreementReference, amount.Payer, amount.SubjectKind, null, amount.Service), null);
        var year = lines.Where(line => line.ServicePeriod.Year == period.Year && line.ServicePeriod <= period).ToLookup(RowOf);
        var outturn = forecast.Where(charge => charge.ServicePeriod.Year == period.Year).ToLookup(RowOf);
        foreach (var (scope, line) in budget.Lines.Select(line => (line.Scope, (BudgetLine?)line))
            .Concat(year.Select(row => row.Key)).Concat(outturn.Select(row => row.Key)).Distinct()
            .OrderBy(row => row.Item1.Payer, StringComparer.Ordinal).ThenBy(row => row.Item1.ToString(), StringComparer.Ordinal))
        {
            var actual = year[(scope, line)].ToList();
            var (month, toDate, whole) = (line?.Of(period) ?? Money.Zero, line?.To(period) ?? Money.Zero, line?.Year ?? Money.Zero);
            var (inMonth, sum, end) = (actual.Where(charge => charge.ServicePeriod == period).Sum(charge => charge.Owed),
                actual.Sum(charge => charge.Owed), outturn[(scope, line)].Sum(charge => charge.Owed));
            yield return new Row(scope.AgreementReference, scope.Payer, scope.SubjectKind, scope.Subject, scope.Service, line?.Version,
                new Figures(month.InPounds, inMonth.InPounds, (inMonth - month).InPounds),
                new Figures(toDate.InPounds, sum.InPounds, (sum - toDate).InPounds),
                new Outturn(whole.InPounds, end.InPounds, (end - whole).InPounds));
        }
    }

    private static Cause CauseOf(Row row)
    {
        var variance = Money.Pounds(row.YearToDate.VarianceGbp);
        var what = string.Join(", ", new[] { row.SubjectKind, row.Subject, row.Service }.Where(word => word is not null));
        return row.BudgetVersion is null
            ? new Cause("no-budget", $"No budget is set for {what} of {row.AgreementReference}: {Cause.Change(variance)}.", variance)
            : new Cause(row.SubjectKind ?? "budget", $"{what} of {row.AgreementReference} against a budget of "
                + $"{Money.Pounds(row.YearToDate.BudgetGbp)} to date: {Cause.Change(variance)}.", variance);
    }

    private static Movement Moved(string payer, Money from, Money to, IEnumerable<Cause> causes) => new(
        payer, from.InPounds, to.InPounds, (to - from).InPounds,
        [.. Cause.Largest(causes).Select(cause => new Because(cause.Kind, cause.Sentence, cause.Amount.InPounds))]);
}
