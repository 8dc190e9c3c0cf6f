using System.Numerics;

namespace Recharging.Reconciliation.Matching;

/// <summary>Which of some amounts add up to a target, exactly, or that it cannot be told because several choices do.</summary>
public static class SubsetSum
{
    /// <summary>Up to here by halves, whatever the target.</summary>
    public const int MostByHalves = 30;

    /// <summary>£100,000: up to here by a table of reachable sums.</summary>
    public const long MostPence = 10_000_000;

    /// <param name="Items">The positions of one choice, empty when there is none.</param>
    /// <param name="IsOnly">True when no other choice of positions fits.</param>
    public readonly record struct Cover(IReadOnlyList<int> Items, bool IsOnly)
    {
        public bool Exists => Items.Count > 0;
    }

    private static readonly Cover None = new([], IsOnly: false);

    /// <summary>
    /// A choice of the amounts that comes to the target. Up to 30 amounts are searched by halves; more up to a target of £100,000;
    /// beyond both nothing is found, and so nothing is said.
    /// </summary>
    /// <param name="pence">Above nil each.</param>
    public static Cover Find(ReadOnlySpan<long> pence, long target)
    {
        var total = 0L;
        foreach (var amount in pence)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(amount, 1);
            total += amount;
        }

        if (target <= 0 || total < target)
        {
            return None;
        }

        if (total == target)
        {
            return new Cover([.. Enumerable.Range(0, pence.Length)], IsOnly: true);
        }

        return pence.Length <= MostByHalves ? ByHalves(pence, target) : target <= MostPence ? ByTable(pence, target) : None;
    }

    private static Cover ByHalves(ReadOnlySpan<long> pence, long target)
    {
        var half = pence.Length / 2;
        var (left, leftChoices) = Sums(pence[..half]);
        var (right, rightChoices) = Sums(pence[half..]);
        var (found, first) = (0, (Left: 0, Right: 0));
        for (int low = 0, high = right.Length - 1; low < left.Length && high >= 0 && found < 2;)
        {
            var sum = left[low] + right[high];
            if (sum < target)
            {
                low++;
            }
            else if (sum > target)
            {
                high--;
            }
            else
            {
                found += Same(left, low, 1) * Same(right, high, -1);
                first = (leftChoices[low], rightChoices[high]);
                low++;
            }
        }

        return found == 0 ? None : new Cover([.. Bits(first.Left, 0), .. Bits(first.Right, half)], IsOnly: found == 1);
    }

    // All sums of a half with the choice that makes each, lowest first.
    private static (long[] Sums, int[] Choices) Sums(ReadOnlySpan<long> pence)
    {
        var sums = new long[1 << pence.Length];
        var choices = new int[sums.Length];
        for (var choice = 1; choice < sums.Length; choice++)
        {
            var lowest = BitOperations.TrailingZeroCount(choice);
            sums[choice] = sums[choice & (choice - 1)] + pence[lowest];
            choices[choice] = choice;
        }

        Array.Sort(sums, choices);
        return (sums, choices);
    }

    private static int Same(long[] sums, int at, int step)
    {
        var next = at + step;
        return next >= 0 && next < sums.Length && sums[next] == sums[at] ? 2 : 1;
    }

    private static IEnumerable<int> Bits(int choice, int offset)
    {
        for (var at = 0; choice >> at != 0; at++)
        {
            if ((choice >> at & 1) == 1)
            {
                yield return offset + at;
            }
        }
    }

    // Two bits a sum: reached in one way at least, reached in two. One choice is read back from the first item that reached each sum.
    private static Cover ByTable(ReadOnlySpan<long> pence, long target)
    {
        var size = (int)target + 1;
        var once = new ulong[(size >> 6) + 1];
        var twice = new ulong[once.Length];
        var byItem = new short[size];
        once[0] = 1;
        for (var item = 0; item < pence.Length; item++)
        {
            if (pence[item] <= target)
            {
                Add(once, twice, byItem, (int)pence[item], (short)(item + 1), size);
            }
        }

        if ((once[target >> 6] >> (int)(target & 63) & 1) == 0)
        {
            return None;
        }

        var items = new List<int>();
        for (var left = target; left > 0; left -= pence[items[^1]])
        {
            items.Add(byItem[left] - 1);
        }

        items.Reverse();
        return new Cover(items, IsOnly: (twice[target >> 6] >> (int)(target & 63) & 1) == 0);
    }

    // From the highest word down, so that an item is not added to a sum that it made itself.
    private static void Add(ulong[] once, ulong[] twice, short[] byItem, int amount, short item, int size)
    {
        var (words, bits) = (amount >> 6, amount & 63);
        var (from, back) = (once.Length - 1 - words, 64 - bits);
        for (var at = from; at >= 0; at--)
        {
            var (low, lowTwice) = at > 0 && bits > 0 ? (once[at - 1] >> back, twice[at - 1] >> back) : (0UL, 0UL);
            var shifted = once[at] << bits | low;
            if (shifted == 0)
            {
                continue;
            }

            var was = once[at + words];
            twice[at + words] |= twice[at] << bits | lowTwice | (shifted & was);
            var reached = shifted & ~was;
            if (reached == 0)
            {
                continue;
            }

            once[at + words] = was | shifted;
            for (var sums = (at + words) << 6; reached != 0; reached &= reached - 1)
            {
                var sum = sums + BitOperations.TrailingZeroCount(reached);
                if (sum < size)
                {
                    byItem[sum] = item;
                }
            }
        }
    }
}
