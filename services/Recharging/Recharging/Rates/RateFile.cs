using Recharging.Uploads;

namespace Recharging.Rates;

/// <summary>The columns of a rate table's file, and what a row of it means.</summary>
public sealed record RateFile(string Kind, string[] Columns,
    Func<CsvRow, string, DateOnly, (string Subject, DateOnly Day, object Rate)> Read)
{
    private static readonly string[] Provenance = ["effective_from", "status", "agreed_on", "source"];

    private static readonly Dictionary<string, RateFile> Tables = new(StringComparer.Ordinal)
    {
        ["spine"] = new(nameof(SpineRate), ["spine", "point", "annual_gbp", .. Provenance], (row, _, today) =>
        {
            var rate = new SpineRate(row.Text("spine"), row.Whole("point"), row.Day("effective_from"), row.Decimal("annual_gbp"),
                Status(row), AgreedOn(row, today), row.Text("source"));
            return ($"{rate.Spine} {rate.Point}", rate.EffectiveFrom, rate);
        }),
        ["national-insurance"] = new(nameof(NationalInsuranceRate), ["rate_percent", "annual_threshold_gbp", .. Provenance],
            (row, _, today) =>
        {
            var rate = new NationalInsuranceRate(row.Day("effective_from"), row.Decimal("rate_percent"),
                row.Decimal("annual_threshold_gbp"),
                Status(row), AgreedOn(row, today), row.Text("source"));
            return ("National Insurance", rate.EffectiveFrom, rate);
        }),
        ["pension"] = new(nameof(PensionRate), ["employer", "scheme", "rate_percent", .. Provenance], (row, council, today) =>
        {
            var rate = new PensionRate(row.Text("employer"), row.Text("scheme"), row.Day("effective_from"), row.Decimal("rate_percent"),
                Status(row), AgreedOn(row, today), row.Text("source"));
            if (rate.Employer != council)
            {
                row.Refuse("employer", $"must be {council}: each council loads its own rates");
            }

            return ($"{rate.Employer} {rate.Scheme}", rate.EffectiveFrom, rate);
        }),
        ["levy"] = new(nameof(LevyRate), ["rate_percent", .. Provenance], (row, _, today) =>
        {
            var rate = new LevyRate(row.Day("effective_from"), row.Decimal("rate_percent"), Status(row), AgreedOn(row, today),
                row.Text("source"));
            return ("Apprenticeship levy", rate.EffectiveFrom, rate);
        }),
    };

    public static RateFile? Of(string table) => Tables.GetValueOrDefault(table);

    private static RateStatus Status(CsvRow row) => row.OneOf("status", "budgeted", "offered", "agreed") switch
    {
        "agreed" => RateStatus.Agreed,
        "offered" => RateStatus.Offered,
        _ => RateStatus.Budgeted,
    };

    // An award that is agreed in November is not known in May, whoever types it in.
    private static DateOnly? AgreedOn(CsvRow row, DateOnly today)
    {
        var day = row.DayOrNone("agreed_on");
        if (day > today)
        {
            row.Refuse("agreed_on", $"is after today, {today:yyyy-MM-dd}: load the row when it is agreed");
        }

        return day;
    }
}
