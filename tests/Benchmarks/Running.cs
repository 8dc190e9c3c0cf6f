using System.Diagnostics;
using System.Globalization;
using Orchestration;

namespace Benchmarks;

/// <summary>
/// U1: how long services take once the servers stand, steps included. U4: what they hold in memory when nothing goes on. U3: one service
/// alone, from its start to ready and to the first request.
/// </summary>
internal static class Running
{
    private static readonly string[] Services = ["governance", "secondments", "school-support", "recharging"];
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    public static async Task<IReadOnlyList<Result>> MeasureAsync(PlatformApp system)
    {
        var started = system.Seconds.ServicesReady;
        await Task.Delay(Idle);
        string[] all = [.. Services, "gateway", "portal"];
        var memory = all.ToDictionary(name => name, name => ResidentMegaBytes(system.Pid(name)), StringComparer.Ordinal);
        foreach (var (name, megaBytes) in memory)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"     {name}: {megaBytes:F0} MB"));
        }

        var ready = new List<Pair>();
        var first = new List<Pair>();
        foreach (var service in Services)
        {
            await system.StopAsync(service);
            var watch = Stopwatch.StartNew();
            await system.RestartAsync(service);
            ready.Add(new Pair(watch.Elapsed.TotalSeconds, Peer: null));
            using var client = new HttpClient { BaseAddress = system.Address(service) };
            watch.Restart();
            using var answer = await client.GetAsync(new Uri($"/api/{service}/v1/messaging", UriKind.Relative));
            first.Add(new Pair(watch.Elapsed.TotalMilliseconds, Peer: null));
        }

        return
        [
            One("U1", "servers up to every service, gateway and portal ready, steps included", started, "s", 10),
            Slowest("U3a", "one service alone from its start to ready, the slowest of four", ready, "s", 2),
            Slowest("U3b", "first request of a service that has just started, the slowest of four", first, "ms", 300),
            One("U4a", "resident memory of the largest service, idle for a minute", Services.Max(name => memory[name]), "MB", 95),
            One("U4b", "resident memory of four services, gateway and portal, idle for a minute", memory.Values.Sum(), "MB", 650)
        ];
    }

    private static double ResidentMegaBytes(int process) => long.Parse(
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024.0;

    private static Result One(string goal, string what, double ours, string unit, double target) =>
        new(goal, what, ours, Peer: null, unit, Ratio: null, target, ours <= target, [new Pair(ours, Peer: null)]);

    private static Result Slowest(string goal, string what, List<Pair> runs, string unit, double target)
    {
        var ours = runs.Max(run => run.Ours);
        return new Result(goal, what, ours, Peer: null, unit, Ratio: null, target, ours <= target, runs);
    }
}
