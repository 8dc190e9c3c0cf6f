using System.Numerics;
using System.Runtime.Intrinsics;

namespace Recharging.Matching;

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
    /// A choice of the amounts that comes to the target. Up to 30 amounts are searched by halves; more where the target, or the rest, is up to £100,000;
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

        return pence.Length <= MostByHalves ? ByHalves(pence, target)
            : Math.Min(target, total - target) > MostPence ? None
            : target <= total / 2 ? ByTable(pence, target)
            : Rest(ByTable(pence, total - target), pence.Length);
    }

    // What is left when the choice that comes to the rest is taken away: the smaller of the two is sooner found.
    private static Cover Rest(Cover cover, int amounts) =>
        cover.Exists ? cover with { Items = [.. Enumerable.Range(0, amounts).Except(cover.Items)] } : None;

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
        var once = new ulong[(target >> 6) + 1];
        var twice = new ulong[once.Length];
        var byItem = new short[once.Length << 6];
        var (isOnly, highest) = (true, 0L);
        once[0] = 1;
        for (var item = 0; item < pence.Length && isOnly; item++)
        {
            if (pence[item] <= target)
            {
                highest = Math.Min(highest + pence[item], target);
                Add(once, twice, byItem, (int)pence[item], (short)(item + 1), (int)(highest >> 6) + 1);
                isOnly = !Has(twice, target);
            }
        }

        if (!Has(once, target))
        {
            return None;
        }

        var items = new List<int>();
        for (var left = target; left > 0; left -= pence[items[^1]])
        {
            items.Add(byItem[left] - 1);
        }

        items.Reverse();
        return new Cover(items, isOnly);
    }

    private static bool Has(ulong[] sums, long sum) => (sums[sum >> 6] >> (int)(sum & 63) & 1) == 1;

    // From the highest word down, so that an item is not added to a sum that it made itself; four words at a time while there are four.
    private static void Add(ulong[] once, ulong[] twice, short[] byItem, int amount, short item, int length)
    {
        var (words, bits) = (amount >> 6, amount & 63);
        var at = length - words;
        for (; at > Vector256<ulong>.Count; at -= Vector256<ulong>.Count)
        {
            var from = at - Vector256<ulong>.Count;
            var shifted = Shifted(once, from, bits);
            if (shifted == Vector256<ulong>.Zero)
            {
                continue;
            }

            var was = Vector256.LoadUnsafe(ref once[from + words]);
            (Vector256.LoadUnsafe(ref twice[from + words]) | Shifted(twice, from, bits) | (shifted & was)).StoreUnsafe(ref twice[from + words]);
            (was | shifted).StoreUnsafe(ref once[from + words]);
            var reached = Vector256.AndNot(shifted, was);
            for (var word = 0; word < Vector256<ulong>.Count && reached != Vector256<ulong>.Zero; word++)
            {
                Note(byItem, from + words + word, reached[word], item);
            }
        }

        for (at--; at >= 0; at--)
        {
            var (low, lowTwice) = at > 0 && bits > 0 ? (once[at - 1] >> 64 - bits, twice[at - 1] >> 64 - bits) : (0UL, 0UL);
            var shifted = once[at] << bits | low;
            var was = once[at + words];
            twice[at + words] |= twice[at] << bits | lowTwice | (shifted & was);
            once[at + words] = was | shifted;
            Note(byItem, at + words, shifted & ~was, item);
        }
    }

    // Four words, the lowest at from, moved up by the bits; what comes up from the word below them comes in.
    private static Vector256<ulong> Shifted(ulong[] sums, int from, int bits)
    {
        var moved = Vector256.LoadUnsafe(ref sums[from]) << bits;
        return bits == 0 ? moved : moved | Vector256.LoadUnsafe(ref sums[from - 1]) >>> 64 - bits;
    }

    private static void Note(short[] byItem, int word, ulong reached, short item)
    {
        for (; reached != 0; reached &= reached - 1)
        {
            byItem[(word << 6) + BitOperations.TrailingZeroCount(reached)] = item;
        }
    }
}
