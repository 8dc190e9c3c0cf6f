using Benchmarks;
using Orchestration;

if (args is [BareProxy.Command, var destination])
{
    await BareProxy.RunAsync(destination);
    return;
}

// Every measurement, or those that are named: splits, proxies, running, events, reads, ledgers, months, matching, arrivals.
var full = Environment.GetEnvironmentVariable("FULL") is { Length: > 0 } and not "0";
var lines = full ? 1_000_000 : 100_000;
bool Wanted(params string[] names) => args.Length == 0 || names.Any(name => args.Contains(name, StringComparer.Ordinal));
var results = new List<Result>();
if (Wanted("splits"))
{
    results.AddRange(Allocation.Measure());
}

if (Wanted("proxies"))
{
    results.AddRange(await Proxies.MeasureAsync());
}

// A system of their own: what they start with is one on which nothing has happened, and what they leave is the story.
if (Wanted("running", "events", "reads"))
{
    await using var whole = await PlatformApp.StartAsync(new PlatformOptions());
    if (Wanted("running"))
    {
        results.AddRange(await Running.MeasureAsync(whole));
    }

    if (Wanted("events"))
    {
        results.AddRange(await EventLatency.MeasureAsync(whole));
        results.Add(await SignalLost.MeasureAsync(whole));
        results.AddRange(await EventThroughput.MeasureAsync(whole));
    }

    if (Wanted("reads"))
    {
        results.AddRange(await Reads.MeasureAsync(whole, lines));
    }
}

if (Wanted("ledgers", "months", "matching", "arrivals"))
{
    await using var system = await PlatformApp.StartAsync(new PlatformOptions { Only = ["gateway", "recharging", "identity"] });
    if (Wanted("ledgers"))
    {
        results.AddRange(await LedgerImport.MeasureAsync(system, lines));
    }

    if (Wanted("months"))
    {
        results.AddRange(await MonthRun.MeasureAsync(system, lines, months: full ? 3 : 5));
    }

    if (Wanted("matching"))
    {
        results.AddRange(await MatchingRun.MeasureAsync(system, lines));
    }

    if (Wanted("matching", "arrivals"))
    {
        results.Add(await MatchingArrivals.MeasureAsync(system, lines));
    }
}

await Results.WriteAsync(results);
