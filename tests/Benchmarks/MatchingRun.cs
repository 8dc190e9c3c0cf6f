using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Orchestration;
using Recharging.Matching;
using Recharging.Tests.Matching;

namespace Benchmarks;

/// <summary>
/// M1: lines that quote their charge, read, matched and written, beside a hash join and insert of the same in PostgreSQL. M2: the whole
/// ladder on noisy ledgers. M3: how time grows with size. M4: M1 beside DuckDB. M5 and M6: sums.
/// </summary>
internal static class MatchingRun
{
    private const int Pairs = 5;
    private const int Sums = 200;

    public static async Task<IReadOnlyList<Result>> MeasureAsync(PlatformApp system, int lines)
    {
        await using var database = new NpgsqlConnection(system.Database("recharging"));
        await database.OpenAsync();
        var tables = new MatchingTables(database);
        var small = await PairsAsync(tables, Month(10_000, noise: 1e-9));
        var exact = await PairsAsync(tables, Month(lines, noise: 1e-9));
        var joined = await DuckDbJoin.SecondsAsync(tables, turns: Pairs + 1);
        var ladder = await PairsAsync(tables, Month(lines, noise: 0.0075));
        var ours = Results.Median(exact.Select(pair => pair.Ours));
        var slope = Math.Log(ours / Results.Median(small.Select(pair => pair.Ours))) / Math.Log(lines / 10_000.0);
        return
        [
            Ratio("M1", $"{lines:N0} charges and as many lines that quote them, read, matched and written, beside a hash join and insert", exact, 3),
            Ratio("M2", $"{lines:N0} charges and a ledger with every noise, the whole ladder, beside a hash join and insert of the exact ones", ladder, 8),
            new Result("M3", $"growth of M1 from 10,000 to {lines:N0} lines, log-log slope", slope, Peer: null, "", Ratio: null, 1.1, slope <= 1.1, []),
            Ratio("M4", $"M1 beside DuckDB's join of the same {lines:N0} lines, out of Parquet files and into a table in memory",
                [.. exact.Zip(joined.Skip(1), (pair, peer) => new Pair(pair.Ours, peer))], 10),
            Sum("M5", "30 amounts, any target", 30, 50),
            Sum("M6", "500 amounts, a target of up to £100,000", 500, 250)
        ];
    }

    private static ToMatch Month(int charges, double noise)
    {
        var month = LedgerGenerator.Month(seed: 20230401, charges, noise).Input;
        return new ToMatch
        {
            Entries = [.. month.Statement.SelectMany(line => new[] { line.Payee, line.Payer }).Where(entry => entry.Council == "HCC")],
            Lines = [.. month.Lines.Where(line => line.Key.Council == "HCC")],
            Period = month.Period,
            Terms = month.Terms
        };
    }

    // In turn, each from a checkpoint; the first of them warms both up and does not count.
    private static async Task<List<Pair>> PairsAsync(MatchingTables tables, ToMatch month)
    {
        await tables.FillAsync(month);
        var pairs = new List<Pair>();
        for (var turn = 0; turn <= Pairs; turn++)
        {
            await tables.EmptyAsync();
            var ours = await TimedAsync(async () => await tables.WriteAsync(FindMatches.Of(await tables.ReadAsync(month.Period, month.Terms))));
            await tables.EmptyAsync();
            var peer = await TimedAsync(tables.JoinAsync);
            pairs.Add(new Pair(ours, peer));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"     {month.Lines.Count:N0} lines: ours {ours:F2} s, hash join and insert {peer:F2} s, ratio {ours / peer:F2}"));
        }

        return pairs[1..];
    }

    private static Result Ratio(string goal, string what, List<Pair> pairs, double target)
    {
        var ratio = Results.Median(pairs.Select(pair => pair.Ours / pair.Peer!.Value));
        return new Result(goal, what, Results.Median(pairs.Select(pair => pair.Ours)), Results.Median(pairs.Select(pair => pair.Peer!.Value)),
            "s", ratio, target, ratio <= target, pairs);
    }

    // Half of the targets are the sum of some of the amounts, half are any.
    private static Result Sum(string goal, string what, int amounts, double target)
    {
        var random = new Random(20230401);
        var times = new List<double>();
        for (var turn = 0; turn < Sums; turn++)
        {
            var pence = Enumerable.Range(0, amounts).Select(_ => random.NextInt64(1, 2 * SubsetSum.MostPence / amounts)).ToArray();
            var sought = turn % 2 == 0 ? pence.Where((_, at) => at % 3 == 0).Sum() : random.NextInt64(1, SubsetSum.MostPence);
            var started = Stopwatch.GetTimestamp();
            SubsetSum.Find(pence, sought);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var slowest = times.Order().ElementAt(Sums * 99 / 100);
        return new Result(goal, $"exact sum out of {what}, p99 of {Sums}", slowest, Peer: null, "ms", Ratio: null, target, slowest <= target, []);
    }

    private static async Task<double> TimedAsync(Func<Task> work)
    {
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
