using Values;

namespace PennyChecks;

/// <summary>Random splits of either sign, with weights that are zero or tie, among 2 to 50 parties; and each split corrected again and
/// again, as runs do: the differences posted.</summary>
public static class PennyCheck
{
    private const int MostParties = 50;
    private const int Corrections = 3;

    /// <summary>The pence that do not arrive at the parties, in so many allocations.</summary>
    public static long LostPence(int allocations, int seed)
    {
        var random = new Random(seed);
        var weights = new long[MostParties];
        var parts = new Money[MostParties];
        var posted = new long[MostParties];
        var lost = 0L;
        for (var done = 0; done < allocations;)
        {
            var parties = random.Next(2, MostParties + 1);
            Array.Clear(posted);
            for (var turn = 0; turn <= Corrections && done < allocations; turn++, done++)
            {
                Weigh(random, weights.AsSpan(0, parties));
                var total = random.Next(3) == 0 ? random.Next(-100, 101) : random.NextInt64(-50_000_000_000, 50_000_000_000);
                MoneySplit.ByWeights(total, weights.AsSpan(0, parties), parts);
                var stands = 0L;
                for (var party = 0; party < parties; party++)
                {
                    posted[party] += parts[party].Pence - posted[party];
                    stands += posted[party];
                }

                lost += Math.Abs(total - stands);
            }
        }

        return lost;
    }

    private static void Weigh(Random random, Span<long> weights)
    {
        var most = random.Next(3) switch { 0 => 4, 1 => 1_000_000, _ => 1_000_000_000_000 };
        foreach (ref var weight in weights)
        {
            weight = random.NextInt64(most);
        }

        weights[random.Next(weights.Length)]++;
    }
}
