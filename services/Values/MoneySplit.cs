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

        Int128 sum = 0;
        foreach (var weight in weights)
        {
            if (weight < 0)
            {
                throw new ArgumentException("A weight is negative.", nameof(weights));
            }

            sum += weight;
        }

        if (sum == 0)
        {
            throw new ArgumentException("No party has a weight above zero, so there is nobody to charge.", nameof(weights));
        }

        var sign = totalPence < 0 ? -1 : 1;
        var total = (Int128)totalPence * sign;
        var left = total;
        for (var party = 0; party < weights.Length; party++)
        {
            var whole = total * weights[party] / sum;
            parts[party] = new Money((long)whole * sign);
            left -= whole;
        }

        for (; left > 0; left--)
        {
            GiveAPenny(total, sum, weights, parts, sign);
        }
    }

    // Fewer pence are left than there are parties, so a party gets at most one: having had it shows as a part above its whole share.
    private static void GiveAPenny(Int128 total, Int128 sum, ReadOnlySpan<long> weights, Span<Money> parts, int sign)
    {
        var best = -1;
        Int128 bestRemainder = -1;
        for (var party = 0; party < weights.Length; party++)
        {
            var product = total * weights[party];
            var hadItsPenny = (Int128)parts[party].Pence * sign > product / sum;
            if (!hadItsPenny && product % sum > bestRemainder)
            {
                best = party;
                bestRemainder = product % sum;
            }
        }

        parts[best] += new Money(sign);
    }
}
