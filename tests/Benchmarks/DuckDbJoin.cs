using System.Diagnostics;
using System.Text.Json;
using Orchestration;

namespace Benchmarks;

/// <summary>M4: the exact join of the same lines in DuckDB, out of Parquet files and into a table of its own, in memory.</summary>
internal static class DuckDbJoin
{
    private static readonly string Peer = SourceTree.Folder("tests/Benchmarks/DuckDb");

    private sealed record Answer(int Pairs, IReadOnlyList<double> Seconds);

    /// <summary>The seconds of each turn. The first warms it up.</summary>
    public static async Task<IReadOnlyList<double>> SecondsAsync(MatchingTables tables, int turns)
    {
        var folder = Directory.CreateTempSubdirectory("shared-services-duckdb-").FullName;
        try
        {
            await tables.WriteCsvAsync(folder);
            // Without a lock file: it would name the bindings of every platform, and npm refuses one that lacks any.
            await RunAsync("npm", ["install", "--no-package-lock", "--no-fund", "--no-audit", "--loglevel=error"]);
            var answer = JsonSerializer.Deserialize<Answer>(await RunAsync("node", ["join.mjs", folder, $"{turns}"]), JsonSerializerOptions.Web)!;
            return answer.Pairs > 0 ? answer.Seconds : throw new InvalidOperationException("DuckDB found no pairs, so there is nothing to measure.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Peer, RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
