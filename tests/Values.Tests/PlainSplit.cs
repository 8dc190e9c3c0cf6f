namespace Values.Tests;

/// <summary>The split in its plainest form, always in 128 bits: what the fast one must equal.</summary>
internal static class PlainSplit
{
    public static Money[] ByWeights(long totalPence, long[] weights)
    {
        Int128 sum = 0;
        foreach (var weight in weights)
        {
            sum += weight;
        }

        var sign = totalPence < 0 ? -1 : 1;
        var total = (Int128)totalPence * sign;
        var parts = new Int128[weights.Length];
        var left = total;
        for (var party = 0; party < weights.Length; party++)
        {
            parts[party] = total * weights[party] / sum;
            left -= parts[party];
        }

        var hadAPenny = new bool[weights.Length];
        for (; left > 0; left--)
        {
            var best = -1;
            for (var party = 0; party < weights.Length; party++)
            {
                if (!hadAPenny[party] && (best < 0 || total * weights[party] % sum > total * weights[best] % sum))
                {
                    best = party;
                }
            }

            hadAPenny[best] = true;
            parts[best]++;
        }

        return [.. parts.Select(part => new Money((long)(part * sign)))];
    }
}
