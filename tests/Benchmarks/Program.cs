using Benchmarks;
using LocalHost;

// Every measurement, or those that are named: splits, ledgers, months, matching, arrivals.
var full = Environment.GetEnvironmentVariable("FULL") is { Length: > 0 } and not "0";
bool Wanted(string name) => args.Length == 0 || args.Contains(name, StringComparer.Ordinal);
var results = new List<Result>();
if (Wanted("splits"))
{
    results.AddRange(Allocation.Measure());
}

await using var system = await LocalSystem.StartAsync(new LocalSystemOptions { Only = ["gateway", "recharging", "identity"] });
if (Wanted("ledgers"))
{
    results.AddRange(await LedgerImport.MeasureAsync(system, full ? 1_000_000 : 100_000));
}

if (Wanted("months"))
{
    results.AddRange(await MonthRun.MeasureAsync(system, full ? 1_000_000 : 100_000, months: full ? 3 : 5));
}

if (Wanted("matching"))
{
    results.AddRange(await MatchingRun.MeasureAsync(system, full ? 1_000_000 : 100_000));
}

if (Wanted("matching") || Wanted("arrivals"))
{
    results.Add(await MatchingArrivals.MeasureAsync(system, full ? 1_000_000 : 100_000));
}

await Results.WriteAsync(results);
