using System.Numerics;

namespace Values;

/// <summary>
/// Splits whole pence among parties in proportion to their weights, by largest remainder: every party first gets its share
/// rounded towards zero, then the pence left over go one each to the largest remainders. Ties go to the party named first.
/// </summary>
public static class MoneySplit
{
    /// <summary>One part per weight, in the order of the weights. The parts always sum to the total.</summary>
    /// <param name="total">What is split; may be negative, then each part mirrors that of the positive total.</param>
    /// <param name="weights">Any unit; none negative, at least one above zero. Sorted by the caller: the order breaks ties.</param>
    /// <exception cref="ArgumentException">No weights, a negative weight, or none above zero.</exception>
    public static Money[] ByWeights(Money total, ReadOnlySpan<long> weights)
    {
        var parts = new Money[weights.Length];
        ByWeights(total.Pence, weights, parts);
        return parts;
    }

    /// <summary>As the other overload, into a buffer of the caller's and without allocating.</summary>
    /// <exception cref="ArgumentException">As above, or the buffer is shorter than the weights.</exception>
    public static void ByWeights(long totalPence, ReadOnlySpan<long> weights, Span<Money> parts)
    {
        if (parts.Length < weights.Length)
        {
            throw new ArgumentException("There are more weights than places for the parts.", nameof(parts));
        }

        // The top bit of the seen bits says that some weight is negative, that of the sums that they need more than 64 bits: no sum of
        // two that lack it can run over unseen.
        long seen = 0, sum = 0, sums = 0;
        foreach (var weight in weights)
        {
            seen |= weight;
            sum = unchecked(sum + weight);
            sums |= sum;
        }

        if (seen < 0)
        {
            throw new ArgumentException("A weight is negative.", nameof(weights));
        }

        if (seen == 0)
        {
            throw new ArgumentException("No party has a weight above zero, so there is nobody to charge.", nameof(weights));
        }

        // No product of the split is above total × sum: when their bits fit, 64-bit arithmetic gives the same pence, much faster.
        if (sums >= 0 && totalPence != long.MinValue
            && BitOperations.LeadingZeroCount((ulong)Math.Abs(totalPence)) + BitOperations.LeadingZeroCount((ulong)sum) > 64)
        {
            Split(Math.Abs(totalPence), sum, weights, parts);
        }
        else
        {
            Split(Int128.Abs(totalPence), Sum(weights), weights, parts);
        }

        if (totalPence < 0)
        {
            for (var party = 0; party < weights.Length; party++)
            {
                parts[party] = new Money(unchecked(-parts[party].Pence));
            }
        }
    }

    private static Int128 Sum(ReadOnlySpan<long> weights)
    {
        Int128 sum = 0;
        foreach (var weight in weights)
        {
            sum += weight;
        }

        return sum;
    }

    private static void Split<T>(T total, T sum, ReadOnlySpan<long> weights, Span<Money> parts)
        where T : struct, IBinaryInteger<T>
    {
        var left = total;
        for (var party = 0; party < weights.Length; party++)
        {
            var whole = total * T.CreateTruncating(weights[party]) / sum;
            parts[party] = new Money(long.CreateTruncating(whole));
            left -= whole;
        }

        for (; left > T.Zero; left--)
        {
            GiveAPenny(total, sum, weights, parts);
        }
    }

    // What a party still lacks is its remainder, and below nil once it has had a penny: nobody gets a second one.
    private static void GiveAPenny<T>(T total, T sum, ReadOnlySpan<long> weights, Span<Money> parts)
        where T : struct, IBinaryInteger<T>
    {
        var best = 0;
        var most = T.Zero;
        for (var party = 0; party < weights.Length; party++)
        {
            var lacks = (total * T.CreateTruncating(weights[party])) - (T.CreateTruncating(parts[party].Pence) * sum);
            if (lacks > most)
            {
                (best, most) = (party, lacks);
            }
        }

        parts[best] = new Money(parts[best].Pence + 1);
    }
}
