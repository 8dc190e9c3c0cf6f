using Microsoft.AspNetCore.Http;
using Recharging.Facts;
using Recharging.Files;

namespace Recharging.Tests.Rates;

/// <summary>The rate files of the demonstration, read as an upload is read.</summary>
internal static class RateFiles
{
    public static IEnumerable<object> NationalInsurance() =>
        [.. Read("national-insurance", "rates/national-insurance"), .. Read("national-insurance", "rates/from-2024/national-insurance")];

    public static IEnumerable<object> Spine() => new[]
    {
        "rates/njc-2022-23", "rates/november-2023/njc-2023-24", "rates/from-2024/njc-2024-25", "rates/from-2024/njc-2025-26",
    }.SelectMany(file => Read("spine", file));

    public static IEnumerable<object> Pensions(string council) => new[] { "pension", "pension-from-2024" }
        .SelectMany(file => Read("pension", $"{council.ToLowerInvariant()}/{file}", council));

    public static IReadOnlyList<object> Read(string table, string file, string council = "HCC")
    {
        using var body = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Demonstration", $"{file}.csv"));
        var request = new DefaultHttpContext().Request;
        request.Body = body;
        var format = RateFile.Of(table)!;
        var upload = CsvUpload.ReadAsync(request, format.Columns, TestContext.Current.CancellationToken, format.Optional).Result;
        upload.Fault.ShouldBeNull();
        var rates = upload.Rows.Select(row => format.Read(row, council, Given.Day("2026-07-01")).Rate).ToList();
        upload.Rows.ShouldAllBe(row => row.Fault == null);
        return rates;
    }
}
