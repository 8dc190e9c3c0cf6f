using System.Globalization;
using CsvHelper;

namespace Recharging.Tests.Engine;

/// <summary>A table of worked examples beside its test, for officers to read and extend.</summary>
internal static class Table
{
    public static TheoryData<Dictionary<string, string>> Of(string file, string folder = "Engine")
    {
        using var csv = new CsvReader(File.OpenText(Path.Combine(AppContext.BaseDirectory, folder, file)), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new TheoryData<Dictionary<string, string>>();
        while (csv.Read())
        {
            var row = csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column)!);
            rows.Add(new TheoryDataRow<Dictionary<string, string>>(row) { TestDisplayName = row["example"] });
        }

        return rows;
    }

    public static decimal Decimal(this Dictionary<string, string> row, string column) =>
        decimal.Parse(row[column], CultureInfo.InvariantCulture);

    public static int Whole(this Dictionary<string, string> row, string column) => int.Parse(row[column], CultureInfo.InvariantCulture);
}
