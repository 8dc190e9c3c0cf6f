using ServiceDefaults.Files;

namespace Recharging.Charging;

/// <summary>A variance as a table: a row for each budget or charge without one, then one for each cause.</summary>
public static class VarianceCsv
{
    private static readonly string[] Columns =
    [
        "row", "period", "payer", "agreement", "subject_kind", "subject", "service", "budget_version", "period_budget_gbp",
        "period_actual_gbp", "period_variance_gbp", "to_date_budget_gbp", "to_date_actual_gbp", "to_date_variance_gbp", "year_budget_gbp",
        "year_forecast_gbp", "year_variance_gbp", "cause", "cause_gbp",
    ];

    public static string Write(VarianceView variance) => CsvTable.ForOfficers(
        Columns,
        [
            .. variance.Rows.Select(row => Figures(variance, row)),
            .. variance.SinceLastMonth.SelectMany(movement => Causes("since-last-month", variance, movement)),
            .. variance.ToBudget.SelectMany(movement => Causes("to-budget", variance, movement)),
        ]);

    private static IReadOnlyList<object?> Figures(VarianceView variance, VarianceView.Row row) =>
    [
        "figures", variance.Period, row.Payer, row.AgreementReference, row.SubjectKind, row.Subject, row.Service, row.BudgetVersion,
        row.Period.BudgetGbp, row.Period.ActualGbp, row.Period.VarianceGbp, row.YearToDate.BudgetGbp, row.YearToDate.ActualGbp,
        row.YearToDate.VarianceGbp, row.FullYear.BudgetGbp, row.FullYear.ForecastGbp, row.FullYear.VarianceGbp, null, null,
    ];

    private static IEnumerable<IReadOnlyList<object?>> Causes(string row, VarianceView variance, VarianceView.Movement movement) =>
        movement.Causes.Select(IReadOnlyList<object?> (cause) =>
            [row, variance.Period, movement.Payer, .. Enumerable.Repeat<object?>(null, 14), cause.Sentence, cause.Gbp]);
}
