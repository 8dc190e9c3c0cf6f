namespace Recharging.Matching;

/// <summary>Finds references that differ from a text by one slip: a character wrong, missing, added, or two neighbours turned round.</summary>
public sealed class NearReferences
{
    private readonly Dictionary<ulong, List<int>> _byShortened = [];
    private readonly IReadOnlyList<string> _references;

    public NearReferences(IReadOnlyList<string> references)
    {
        _references = references;
        for (var at = 0; at < references.Count; at++)
        {
            foreach (var shortened in Shortened(references[at]).Distinct())
            {
                (_byShortened.TryGetValue(shortened, out var there) ? there : _byShortened[shortened] = []).Add(at);
            }
        }
    }

    /// <summary>The positions of the references that are one slip from the text, lowest first; the text itself is not one of them.</summary>
    public IReadOnlyList<int> Of(string text)
    {
        var found = new SortedSet<int>();
        foreach (var shortened in Shortened(text))
        {
            foreach (var at in _byShortened.GetValueOrDefault(shortened) ?? [])
            {
                if (IsOneSlip(_references[at], text))
                {
                    found.Add(at);
                }
            }
        }

        return [.. found];
    }

    public static bool IsOneSlip(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 1)
        {
            return false;
        }

        var (start, most) = (0, Math.Min(left.Length, right.Length));
        while (start < most && left[start] == right[start])
        {
            start++;
        }

        var end = 0;
        while (end < most - start && left[^(end + 1)] == right[^(end + 1)])
        {
            end++;
        }

        return (left.Length - start - end, right.Length - start - end) switch
        {
            (1, 1) or (0, 1) or (1, 0) => true,
            (2, 2) => left[start] == right[start + 1] && left[start + 1] == right[start],
            _ => false
        };
    }

    // The text and the text less each one of its characters. Two texts one slip apart have one of these in common.
    private static IEnumerable<ulong> Shortened(string text)
    {
        yield return Hash(text, -1);
        for (var without = 0; without < text.Length; without++)
        {
            yield return Hash(text, without);
        }
    }

    private static ulong Hash(string text, int without)
    {
        var hash = 14695981039346656037UL;
        for (var at = 0; at < text.Length; at++)
        {
            hash = at == without ? hash : (hash ^ text[at]) * 1099511628211UL;
        }

        return hash;
    }
}
