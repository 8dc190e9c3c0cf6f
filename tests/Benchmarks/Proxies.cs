using System.Diagnostics;
using System.Net.Http.Headers;
using Demonstration;
using Microsoft.AspNetCore.Builder;
using Orchestration;

namespace Benchmarks;

/// <summary>
/// Y1 to Y3: our gateway beside bare YARP and nginx, before one and the same destination, in processor time for each request of one
/// kilobyte. Y4: what the gateway adds to a request's time at half of the rate at which it is saturated.
/// </summary>
internal static class Proxies
{
    private const int Pairs = 5;
    private const int Requests = 5_000;
    private const int AtOnce = 16;
    private const string Path = "api/school-support/v1/anything";
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(15);

    public static async Task<IReadOnlyList<Result>> MeasureAsync()
    {
        await using var destination = await BareProxy.StartDestinationAsync();
        var behind = destination.Urls.Single();
        await using var system = await PlatformApp.StartAsync(
            new PlatformOptions { Only = ["gateway", "identity"], Settings = Before(behind) });
        var token = await new SignIn(system.Identity).OfficerAsync("HCC", "hcc.finance", "development");
        using var yarp = ProxyProgram.Yarp(behind);
        using var nginx = await ProxyProgram.NginxAsync(behind);
        var ours = (Address: system.Gateway, Process: system.Pid("gateway"));

        // The first round warms all up and does not count.
        var rounds = new List<(double Ours, double Yarp, double? Nginx)>();
        var rates = new List<double>();
        for (var round = 0; round <= Pairs; round++)
        {
            var (cost, rate) = await LoadAsync(ours.Address, ours.Process, token);
            rates.Add(rate);
            rounds.Add((
                cost, (await LoadAsync(yarp.Address, yarp.Process, token)).Cost,
                nginx is null ? null : (await LoadAsync(nginx.Address, nginx.Process, token)).Cost));
            var (mine, bare, other) = rounds[^1];
            Console.WriteLine(FormattableString.Invariant(
                $"     round {round}: microseconds a request: ours {mine:F0}, bare YARP {bare:F0}, nginx {other:F0}"));
        }

        rounds = rounds[1..];
        var results = new List<Result> { Beside("Y1", "bare YARP", 0.80, [.. rounds.Select(round => new Pair(round.Ours, round.Yarp))]) };
        if (nginx is null)
        {
            Console.WriteLine("     nginx is not installed on this machine, so Y2 and Y3 are left out.");
        }
        else
        {
            results.Add(Beside("Y2", "nginx, for bare YARP", 0.40, [.. rounds.Select(round => new Pair(round.Yarp, round.Nginx))]));
            results.Add(Beside("Y3", "nginx", 0.35, [.. rounds.Select(round => new Pair(round.Ours, round.Nginx))]));
        }

        var half = Results.Median(rates[1..]) / 2;
        var direct = await SteadilyAsync(new Uri(behind), token, half);
        var through = await SteadilyAsync(ours.Address, token, half);
        results.Add(Added("Y4a", "p50", 0.50, 0.4, half, direct, through));
        results.Add(Added("Y4b", "p99", 0.99, 1.5, half, direct, through));
        return results;
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Before(string behind) => new(StringComparer.Ordinal)
    {
        ["gateway"] = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["services__school-support__http__0"] = behind,
            ["RateLimit__BurstRequests"] = "1000000",
            ["RateLimit__RequestsPerSecond"] = "1000000"
        }
    };

    private static Result Beside(string goal, string peer, double target, List<Pair> pairs)
    {
        var ratio = Results.Median(pairs.Select(pair => pair.Peer!.Value / pair.Ours));
        return new Result(
            goal, $"processor time for each request of 1 kB, beside {peer}", Results.Median(pairs.Select(pair => pair.Ours)),
            Results.Median(pairs.Select(pair => pair.Peer!.Value)), "µs", ratio, target, ratio >= target, pairs);
    }

    private static Result Added(
        string goal, string name, double part, double target, double rate, List<double> direct, List<double> through)
    {
        var (ours, without) = (At(through, part), At(direct, part));
        return new Result(
            goal, FormattableString.Invariant($"what the gateway adds at {rate:F0} requests a second, {name}"), ours - without, Peer: null,
            "ms", Ratio: null, target, ours - without <= target, [new Pair(ours, without)]);
    }

    private static double At(List<double> sorted, double part) => sorted[(int)Math.Ceiling(part * sorted.Count) - 1];

    private static HttpClient Client(Uri address, string token)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce }) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Microseconds of the proxy's processor time for each request, and requests a second.</summary>
    private static async Task<(double Cost, double Rate)> LoadAsync(Uri address, int process, string token)
    {
        using var client = Client(address, token);
        var before = ProxyProgram.ProcessorTime(process);
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, cancel) =>
        {
            using var answer = await client.GetAsync(new Uri(Path, UriKind.Relative), cancel);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync(cancel);
        });
        return ((ProxyProgram.ProcessorTime(process) - before).TotalMicroseconds / Requests, Requests / watch.Elapsed.TotalSeconds);
    }

    // Requests start by the clock, whether or not earlier ones have been answered.
    private static async Task<List<double>> SteadilyAsync(Uri address, string token, double perSecond)
    {
        using var client = Client(address, token);
        var started = Stopwatch.GetTimestamp();
        var requests = new List<Task<double>>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (Stopwatch.GetElapsedTime(started) < Steady && await pace.WaitForNextTickAsync())
        {
            while (requests.Count < Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond)
            {
                requests.Add(OneAsync(client));
            }
        }

        // The first tenth warms up and does not count.
        return [.. (await Task.WhenAll(requests))[(requests.Count / 10)..].Order()];
    }

    private static async Task<double> OneAsync(HttpClient client)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(Path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
