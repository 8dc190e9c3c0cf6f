using System.Globalization;
using System.Text.Json.Nodes;

namespace Demonstration;

/// <summary>
/// Whether the support service was charged on each day exactly once, counted day by day from the statements' lines and the days of
/// the agreements that they name.
/// </summary>
internal sealed record Coverage(int DaysUncharged, int DaysChargedTwice)
{
    // Within the partnership one charge covers all of it; bought back, each service has its own.
    private static readonly string[] SupportServices = ["support-services", "mash", "school-improvement"];

    public static Coverage Of(
        DateOnly first, DateOnly last, IEnumerable<JsonNode> statements, IReadOnlyDictionary<string, JsonNode> agreements)
    {
        var charged = statements.SelectMany(statement => statement["lines"]!.AsArray())
            .Where(line => SupportServices.Contains(Text(line, "subject")) && line!["corrects"] is null)
            .SelectMany(line => DaysOf(line!, agreements[Text(line, "agreementReference")])
                .Select(day => (Day: day, Agreement: Text(line, "agreementReference"), Charge: Text(line, "subject"))))
            .Where(charge => charge.Day >= first && charge.Day <= last)
            .ToLookup(charge => charge.Day);
        var days = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays).ToList();
        return new Coverage(
            days.Count(day => !charged[day].Any()),
            days.Count(day => charged[day].Count() > charged[day].Select(charge => charge.Charge).Distinct().Count()
                || charged[day].Select(charge => charge.Agreement).Distinct().Count() > 1));
    }

    /// <summary>The first day of a period: 2023/24-P01 is April 2023.</summary>
    public static DateOnly Month(string period) =>
        new DateOnly(int.Parse(period[..4], CultureInfo.InvariantCulture), 4, 1)
            .AddMonths(int.Parse(period[^2..], CultureInfo.InvariantCulture) - 1);

    private static IEnumerable<DateOnly> DaysOf(JsonNode line, JsonNode agreement)
    {
        var (from, to) = (Day(agreement, "firstDay"), Day(agreement, "lastDay"));
        var period = Text(line, "servicePeriod");
        var first = Month(period);
        return Enumerable.Range(0, DateTime.DaysInMonth(first.Year, first.Month)).Select(first.AddDays)
            .Where(day => day >= from && day <= to);
    }

    private static DateOnly Day(JsonNode of, string name) => DateOnly.Parse(Text(of, name), CultureInfo.InvariantCulture);

    private static string Text(JsonNode? of, string name) => of![name]!.GetValue<string>();
}
