using System.Diagnostics;
using Demonstration;
using Npgsql;
using Orchestration;

namespace Benchmarks;

/// <summary>L1: what an officer reads through the gateway while the ledgers hold many lines. L4 and L6 on the same lines.</summary>
internal static class Reads
{
    private const int Calls = 500;

    public static async Task<IReadOnlyList<Result>> MeasureAsync(PlatformApp system, int lines)
    {
        using var gateway = new HttpClient { BaseAddress = system.Gateway, Timeout = TimeSpan.FromMinutes(2) };
        var told = await Telling.ToAsync(gateway, system.Identity, TextWriter.Null);
        await StoreAsync(system, lines);
        var officer = told.Hampshire.Finance;
        return
        [
            await TimedAsync("L1a", "one ledger batch by its id", 15, () => officer.GetBytesAsync("recharging/v1/ledger-batches/HCC-GL-2023-04"), lines),
            await TimedAsync("L1b", "a page of 50 ledger lines", 25, () => officer.GetBytesAsync("recharging/v1/ledger-lines?size=50"), lines),
            await TimedAsync(
                "L1c", "ledger lines of one partner in a period", 60,
                () => officer.GetBytesAsync("recharging/v1/ledger-lines?size=50&partner=IWC&period=2023/24-P01"), lines),
            await TimedAsync("L1d", "the statement of a month", 150, () => officer.GetBytesAsync($"recharging/v1/statements/{told.Statement}"), lines),
            .. await PortalPages.MeasureAsync(system, told, lines),
            .. await JournalPull.MeasureAsync(system, told, lines)
        ];
    }

    private static async Task StoreAsync(PlatformApp system, int lines)
    {
        var folder = Directory.CreateTempSubdirectory("shared-services-bench-").FullName;
        try
        {
            await LedgerImport.CopyAsync(system, await LedgerFile.WriteAsync(folder, "READ", lines), "ledger_lines");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        await using var connection = new NpgsqlConnection(system.Database("recharging"));
        await connection.OpenAsync();
        await using var vacuum = new NpgsqlCommand("VACUUM ANALYZE ledger_lines", connection) { CommandTimeout = 600 };
        await vacuum.ExecuteNonQueryAsync();
    }

    // One after another, below the gateway's limit; the first tenth warms up and does not count.
    private static async Task<Result> TimedAsync(string goal, string what, double target, Func<Task<byte[]>> call, int lines)
    {
        var took = new List<double>();
        for (var turn = 0; turn < Calls; turn++)
        {
            var started = Stopwatch.GetTimestamp();
            await call();
            took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var sorted = took[(Calls / 10)..].Order().ToList();
        var p99 = sorted[(int)Math.Ceiling(0.99 * sorted.Count) - 1];
        return new Result(goal, $"{what} through the gateway, {lines:N0} lines stored, p99 of {sorted.Count}", p99, Peer: null, "ms", Ratio: null,
            target, p99 <= target, [new Pair(Results.Median(sorted), Peer: null)]);
    }
}
