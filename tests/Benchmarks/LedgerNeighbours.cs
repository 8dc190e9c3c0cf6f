using System.Diagnostics;
using Orchestration;

namespace Benchmarks;

/// <summary>
/// B8: how long other calls take while batches come in, beside the same calls when nothing else goes on. They are made at a steady rate,
/// and each is measured from when it was due, so that a call that waits behind another is not left out.
/// </summary>
public static class LedgerNeighbours
{
    private const int Pairs = 3;
    private const int ImportsEach = 3;
    private const int CallsPerSecond = 50;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public static async Task<Result> MeasureAsync(PlatformApp system, HttpClient erp, string folder, int lines)
    {
        var pairs = new List<Pair>();
        for (var pair = 0; pair < Pairs; pair++)
        {
            var files = new List<LedgerFile>();
            for (var file = 0; file < ImportsEach; file++)
            {
                files.Add(await LedgerFile.WriteAsync(folder, $"BUSY-{pair}-{file}", lines));
            }

            var idle = await P99Async(erp, Task.Delay(Idle));
            var busy = await P99Async(erp, LedgerImport.TimedAsync(system, async () =>
            {
                foreach (var file in files)
                {
                    await LedgerImport.ImportAsync(erp, file);
                }
            }));
            pairs.Add(new Pair(busy, idle));
        }

        var ratio = Results.Median(pairs.Select(pair => pair.Ours / pair.Peer!.Value));
        return new Result(
            "B8",
            $"99th percentile of {CallsPerSecond} other calls a second while batches of {lines:N0} lines come in, beside the same calls when idle",
            Results.Median(pairs.Select(pair => pair.Ours)),
            Results.Median(pairs.Select(pair => pair.Peer!.Value)),
            "ms",
            ratio,
            2,
            ratio <= 2,
            pairs);
    }

    private static async Task<double> P99Async(HttpClient erp, Task meanwhile)
    {
        var watch = Stopwatch.StartNew();
        var calls = new List<Task<double>>();
        while (!meanwhile.IsCompleted)
        {
            var due = TimeSpan.FromSeconds((double)calls.Count / CallsPerSecond);
            if (due > watch.Elapsed)
            {
                await Task.Delay(due - watch.Elapsed);
            }

            calls.Add(CallAsync(erp, watch, due));
        }

        await meanwhile;
        var took = (await Task.WhenAll(calls)).Order().ToList();
        return took[(int)Math.Ceiling(0.99 * took.Count) - 1];
    }

    private static async Task<double> CallAsync(HttpClient erp, Stopwatch watch, TimeSpan due)
    {
        using var answer = await erp.GetAsync("api/recharging/v1/ledger-batches/WARM");
        answer.EnsureSuccessStatusCode();
        return (watch.Elapsed - due).TotalMilliseconds;
    }
}
