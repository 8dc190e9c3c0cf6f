using Benchmarks;
using LocalHost;

var full = Environment.GetEnvironmentVariable("FULL") is { Length: > 0 } and not "0";
await using var system = await LocalSystem.StartAsync(new LocalSystemOptions { Only = ["gateway", "recharging", "identity"] });

var results = new List<Result>();
results.AddRange(await LedgerImport.MeasureAsync(system, full ? 1_000_000 : 100_000));

await Results.WriteAsync(results);
