using System.Globalization;
using CsvHelper;
using Recharging.Settling;

namespace Recharging.Charging;

/// <summary>A variance as a table: a row for each budget or charge without one, then one for each cause. What a spreadsheet would take for
/// a formula gets an apostrophe before it.</summary>
public static class VarianceCsv
{
    private static readonly string[] Columns =
    [
        "row", "period", "payer", "agreement", "subject_kind", "subject", "service", "budget_version", "period_budget_gbp",
        "period_actual_gbp", "period_variance_gbp", "to_date_budget_gbp", "to_date_actual_gbp", "to_date_variance_gbp", "year_budget_gbp",
        "year_forecast_gbp", "year_variance_gbp", "cause", "cause_gbp",
    ];

    public static string Write(VarianceView variance)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        WriteRow(csv, Columns);
        foreach (var row in variance.Rows)
        {
            WriteRow(csv,
            [
                "figures", variance.Period, row.Payer, row.AgreementReference, row.SubjectKind, row.Subject, row.Service, row.BudgetVersion,
                .. new[]
                {
                    row.Period.BudgetGbp, row.Period.ActualGbp, row.Period.VarianceGbp, row.YearToDate.BudgetGbp, row.YearToDate.ActualGbp,
                    row.YearToDate.VarianceGbp, row.FullYear.BudgetGbp, row.FullYear.ForecastGbp, row.FullYear.VarianceGbp,
                }.Select(Pounds), null, null,
            ]);
        }

        foreach (var (row, movement) in variance.SinceLastMonth.Select(movement => ("since-last-month", movement))
            .Concat(variance.ToBudget.Select(movement => ("to-budget", movement))))
        {
            foreach (var cause in movement.Causes)
            {
                WriteRow(csv,
                    [row, variance.Period, movement.Payer, .. Enumerable.Repeat<string?>(null, 14), cause.Sentence, Pounds(cause.Gbp)]);
            }
        }

        csv.Flush();
        return text.ToString();
    }

    // A number below nil starts with a minus and is no formula.
    private static void WriteRow(CsvWriter csv, IEnumerable<string?> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field is null || decimal.TryParse(field, NumberStyles.Number, CultureInfo.InvariantCulture, out _)
                ? field : InvoiceCsv.Words(field));
        }

        csv.NextRecord();
    }

    private static string Pounds(decimal gbp) => gbp.ToString("0.00", CultureInfo.InvariantCulture);
}
