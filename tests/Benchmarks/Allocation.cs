using System.Diagnostics;
using System.Globalization;
using Governance.Contracts;
using PennyChecks;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Values;

namespace Benchmarks;

/// <summary>
/// Q1: the split that the run itself calls, four parties a line, on one core and without memory; beside it the whole engine, from a
/// month's facts to its positions. Q4: ten million random allocations lose no penny.
/// </summary>
internal static class Allocation
{
    private const int Lines = 1 << 13;
    private const int Parties = 4;
    private const int Rounds = 1_000;
    private const int Costs = 200_000;
    private const int Allocations = 10_000_000;
    private const int Seed = 20231101;
    private const double LinesPerSecond = 10_000_000;

    public static IReadOnlyList<Result> Measure()
    {
        var (totals, weights) = RandomLines();
        var runs = new List<Pair>();
        long allocated = 0;
        for (var turn = 0; turn < 6; turn++)
        {
            var (perSecond, bytes) = Split(totals, weights);
            var positions = Positions();
            if (turn > 0)
            {
                runs.Add(new Pair(perSecond, positions));
                allocated += bytes;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"     {(turn == 0 ? "warming up" : $"turn {turn}")}: {perSecond:N0} splits a second, {bytes} bytes; "
                + $"{positions:N0} costs a second from facts to positions"));
        }

        var splits = Results.Median(runs.Select(run => run.Ours));
        var bytesALine = allocated / ((double)Lines * Rounds * runs.Count);
        var lost = PennyCheck.LostPence(Allocations, Seed);
        return
        [
            new Result("Q1", string.Create(CultureInfo.InvariantCulture,
                    $"lines split among {Parties} parties a second on one core, {bytesALine:F2} bytes taken a line; the other figure is "
                    + $"costs a second from facts to positions"),
                splits, Results.Median(runs.Select(run => run.Peer!.Value)), "lines/s", Ratio: null, LinesPerSecond,
                splits >= LinesPerSecond && bytesALine < 0.01, runs),
            new Result("Q4", $"pence lost in {Allocations:N0} random allocations, seed {Seed}", lost, Peer: null, "p", Ratio: null, 0,
                lost == 0, []),
        ];
    }

    private static (double PerSecond, long Bytes) Split(long[] totals, long[] weights)
    {
        var parts = new Money[Parties];
        var check = 0L;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.GetTimestamp();
        for (var round = 0; round < Rounds; round++)
        {
            for (var line = 0; line < totals.Length; line++)
            {
                MoneySplit.ByWeights(totals[line], weights.AsSpan(line * Parties, Parties), parts);
                check += parts[0].Pence + parts[1].Pence + parts[2].Pence + parts[3].Pence - totals[line];
            }
        }

        var seconds = Stopwatch.GetElapsedTime(watch).TotalSeconds;
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return check == 0
            ? (Rounds * (double)totals.Length / seconds, bytes)
            : throw new InvalidOperationException($"{check} pence were lost, so there is nothing to measure.");
    }

    private static (long[] Totals, long[] Weights) RandomLines()
    {
        var random = new Random(Seed);
        var totals = new long[Lines];
        var weights = new long[Lines * Parties];
        for (var line = 0; line < Lines; line++)
        {
            totals[line] = random.NextInt64(-10_000_000, 100_000_000);
            for (var party = 0; party < Parties; party++)
            {
                weights[(line * Parties) + party] = party > 0 && random.Next(8) == 0 ? 0 : random.NextInt64(1, 1_000_000);
            }
        }

        return (totals, weights);
    }

    private static double Positions()
    {
        var facts = new KnownFacts(Facts());
        var period = AccountingPeriod.Parse("2023/24-P01");
        var watch = Stopwatch.GetTimestamp();
        var calculation = RechargeEngine.Calculate(facts, new CouncilPair("HCC", "IWC"), period, period);
        var seconds = Stopwatch.GetElapsedTime(watch).TotalSeconds;
        return calculation.Charges.Count == Costs
            ? Costs / seconds
            : throw new InvalidOperationException($"{calculation.Charges.Count} costs were charged, so there is nothing to measure.");
    }

    private static IEnumerable<Known<object>> Facts()
    {
        var told = DateTimeOffset.UnixEpoch;
        yield return new Known<object>(1, "", new AgreementInForce
        {
            AgreementReference = "SP-BENCH", Title = "Shared agency staff", Provider = "HCC", Recipient = "IWC",
            FirstDay = new DateOnly(2023, 4, 1), LastDay = null, LegalBasis = "s113", DecisionReferences = [], OccurredAt = told,
        });
        yield return new Known<object>(2, "", new ClauseAgreed
        {
            AgreementReference = "SP-BENCH", ClauseReference = "SP-BENCH/C1", Version = 1, Kind = "cost-pool",
            EffectiveFrom = new DateOnly(2023, 4, 1), EffectiveUntil = null, OccurredAt = told,
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["pool"] = "agency-staff", ["payee"] = "HCC", ["payer"] = "IWC", ["service"] = "social-care", ["basis"] = "fixed-percent",
                ["parties"] = "AAA BBB HCC IWC", ["shares"] = "AAA 12.5, BBB 17.5, HCC 30, IWC 40", ["lines"] = "per-item",
            },
        });
        for (var item = 1; item <= Costs; item++)
        {
            yield return new Known<object>(item + 2, "", new CostIncurred(
                string.Create(CultureInfo.InvariantCulture, $"C01-{item:00000000}"), "SP-BENCH", "agency-staff", "2023/24-P01",
                (item * 7919L % 1_000_003) / 100m, "Agency social worker", null, null, null, "HCC", "Purchase ledger"));
        }
    }
}
