using System.Globalization;
using Values;

namespace Secondments.HrExtracts;

/// <summary>
/// The points that national spines have and had: PaySpines.csv, one row per range of points and days. Their pounds are Recharging's.
/// </summary>
public static class PaySpines
{
    /// <summary>Chief officers: a salary each, no points.</summary>
    public const string ChiefOfficers = "JNC-CO";

    public const string OffSpine = "OFF-SPINE";

    private static readonly IReadOnlyList<Row> Rows = Read();

    public static bool IsKnown(string spine) => IsSalaried(spine) || Rows.Any(row => row.Spine == spine);

    /// <summary>Whether the person's own salary counts instead of a point.</summary>
    public static bool IsSalaried(string spine) => spine is ChiefOfficers or OffSpine;

    public static bool HasPoint(string spine, int point, DateOnly day) =>
        Rows.Any(row => row.Spine == spine && point >= row.FirstPoint && point <= row.LastPoint && row.Days.Contains(day));

    private static List<Row> Read()
    {
        using var stream = typeof(PaySpines).Assembly.GetManifestResourceStream("Secondments.PaySpines.csv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim().Split(','))
            .Select(cells => new Row(
                cells[0],
                int.Parse(cells[1], CultureInfo.InvariantCulture),
                int.Parse(cells[2], CultureInfo.InvariantCulture),
                new DateRange(
                    DateOnly.ParseExact(cells[3], "yyyy-MM-dd", CultureInfo.InvariantCulture),
                    cells[4] is "" ? null : DateOnly.ParseExact(cells[4], "yyyy-MM-dd", CultureInfo.InvariantCulture))))];
    }

    private sealed record Row(string Spine, int FirstPoint, int LastPoint, DateRange Days);
}
