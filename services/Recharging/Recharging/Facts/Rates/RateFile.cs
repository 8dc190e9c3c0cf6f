using Recharging.Engine.Facts;
using Recharging.Files;

namespace Recharging.Facts;

/// <summary>The columns of a rate table's file, those that it may leave out, and what a row of it means.</summary>
/// <param name="IsShared">It prices what both councils charge; if not, what the council that loads it charges as an employer.</param>
public sealed record RateFile(
    string Kind, bool IsShared, string[] Columns, string[] Optional, Func<CsvRow, string, DateOnly, RateRow> Read)
{
    private static readonly string[] Provenance = ["effective_from", "status", "agreed_on", "source"];

    private static readonly string[] RebateColumns =
        ["rebate_percent", "rebate_from_gbp", "rebate_to_gbp", "rebate_from_monthly_gbp", "rebate_to_monthly_gbp"];

    private static readonly Dictionary<string, RateFile> Tables = new(StringComparer.Ordinal)
    {
        ["spine"] = new(nameof(SpineRate), true, ["spine", "point", "annual_gbp", .. Provenance], ["effective_until"], Spine),
        ["national-insurance"] = new(nameof(NationalInsuranceRate), true, ["rate_percent", "annual_threshold_gbp", .. Provenance],
            ["monthly_threshold_gbp", .. RebateColumns], NationalInsurance),
        ["pension"] = new(nameof(PensionRate), false, ["employer", "scheme", "rate_percent", .. Provenance], ["lump_sum_percent"], Pension),
        ["levy"] = new(nameof(LevyRate), true, ["rate_percent", .. Provenance], [], Levy),
    };

    public static RateFile? Of(string table) => Tables.GetValueOrDefault(table);

    private static RateRow Spine(CsvRow row, string council, DateOnly today)
    {
        var rate = new SpineRate(row.Text("spine"), row.Whole("point"), row.Day("effective_from"), row.Decimal("annual_gbp"),
            Status(row), AgreedOn(row, today), row.Text("source"), row.DayOrNone("effective_until"));
        if (rate.EffectiveUntil < rate.EffectiveFrom)
        {
            row.Refuse("effective_until", "must not be before effective_from");
        }

        return new RateRow($"{rate.Spine} {rate.Point}", rate.EffectiveFrom, rate.Status, rate);
    }

    private static RateRow NationalInsurance(CsvRow row, string council, DateOnly today)
    {
        var rate = new NationalInsuranceRate(row.Day("effective_from"), row.Percent("rate_percent"), row.Decimal("annual_threshold_gbp"),
            Status(row), AgreedOn(row, today), row.Text("source"), row.DecimalOrNone("monthly_threshold_gbp"), Rebate(row));
        return new RateRow("National Insurance", rate.EffectiveFrom, rate.Status, rate);
    }

    private static ContractedOutRebate? Rebate(CsvRow row)
    {
        if (RebateColumns.All(column => row.TextOrNone(column) is null))
        {
            return null;
        }

        var rebate = new ContractedOutRebate(row.Percent("rebate_percent"), row.Decimal("rebate_from_gbp"), row.Decimal("rebate_to_gbp"),
            row.Decimal("rebate_from_monthly_gbp"), row.Decimal("rebate_to_monthly_gbp"));
        if (rebate.AnnualToGbp < rebate.AnnualFromGbp || rebate.MonthlyToGbp < rebate.MonthlyFromGbp)
        {
            row.Refuse("rebate_to_gbp", "must not be below rebate_from_gbp, for the year and for the month");
        }

        return rebate;
    }

    private static RateRow Pension(CsvRow row, string council, DateOnly today)
    {
        var rate = new PensionRate(row.Text("employer"), row.OneOf("scheme", "LGPS", "TPS"), row.Day("effective_from"),
            row.Percent("rate_percent"), Status(row), AgreedOn(row, today), row.Text("source"), row.PercentOrNone("lump_sum_percent"));
        if (rate.Employer != council)
        {
            row.Refuse("employer", $"must be {council}: each council loads its own rates");
        }

        return new RateRow($"{rate.Employer} {rate.Scheme}", rate.EffectiveFrom, rate.Status, rate);
    }

    private static RateRow Levy(CsvRow row, string council, DateOnly today)
    {
        var rate = new LevyRate(row.Day("effective_from"), row.Percent("rate_percent"), Status(row), AgreedOn(row, today),
            row.Text("source"));
        return new RateRow("Apprenticeship levy", rate.EffectiveFrom, rate.Status, rate);
    }

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

/// <summary>A row of a rate file: what it speaks of, from which day, how sure it is, and the rate.</summary>
public sealed record RateRow(string Subject, DateOnly Day, RateStatus Status, object Rate);
