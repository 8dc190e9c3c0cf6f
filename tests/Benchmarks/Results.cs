using System.Globalization;
using System.Text.Json;
using Orchestration;

namespace Benchmarks;

/// <summary>One goal, measured: ratio is the median over pairs taken in turn in one run.</summary>
public sealed record Result(
    string Goal, string What, double Ours, double? Peer, string Unit, double? Ratio, double Target, bool Met, IReadOnlyList<Pair> Runs);

public sealed record Pair(double Ours, double? Peer);

public static class Results
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }

    public static async Task WriteAsync(IReadOnlyList<Result> results)
    {
        var file = SourceTree.Folder("artifacts/bench.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(results, Json));
        foreach (var result in results)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Goal,-4} {(result.Ratio is { } ratio ? $"ratio {ratio:F2}" : $"{result.Ours:F1} {result.Unit}"),-14} "
                + $"target {result.Target:F2} {(result.Met ? "met    " : "not met")} {result.What}"));
        }
    }
}
