namespace Recharging.Matching;

/// <summary>
/// Whose reference a line has: a charge's of this statement, however it is written; another statement's, which speaks against every
/// charge of this one; or nobody's own, and only that can be a slip.
/// </summary>
internal sealed class References
{
    // So many references with one beginning are a statement's, whatever they look like.
    private const int Many = 3;

    private readonly Dictionary<string, int> _byPlain = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<int> _lengths;
    private readonly HashSet<string> _stems = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shapes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _otherStems;
    private readonly IReadOnlySet<string> _elsewhere;

    /// <param name="own">The statement's references, by position.</param>
    /// <param name="quoted">What the ledger's lines quote.</param>
    /// <param name="elsewhere">References that other statements are known to have.</param>
    public References(IReadOnlyList<string> own, IEnumerable<string> quoted, IReadOnlySet<string> elsewhere)
    {
        _elsewhere = elsewhere;
        _lookup = _byPlain.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; at < own.Count; at++)
        {
            var plain = ReferenceForm.Plain(own[at]);
            if (ReferenceForm.IsTelling(plain))
            {
                _byPlain[plain] = _byPlain.ContainsKey(plain) ? -1 : at;
                if (_stems.Add(Stem(own[at])))
                {
                    _shapes.Add(Shape(Stem(own[at])));
                }
            }
        }

        _lengths = [.. _byPlain.Keys.Select(plain => plain.Length).Distinct().OrderDescending()];
        _otherStems = [.. _shapes.Count == 0 ? [] : quoted.Distinct(StringComparer.Ordinal).Select(Stem)
            .Where(stem => !_stems.Contains(stem) && _shapes.Contains(Shape(stem)))
            .CountBy(stem => stem, StringComparer.Ordinal).Where(stem => stem.Value >= Many).Select(stem => stem.Key)];
    }

    /// <summary>The charge whose reference the words have, with other marks, in other letters or glued to something; -1 for none or several.</summary>
    public int NamedIn(string words)
    {
        if (_lengths.Count == 0 || words.Length < _lengths[^1])
        {
            return -1;
        }

        var (plain, found) = (ReferenceForm.Plain(words), -1);
        var places = Enumerable.Range(0, words.Length).Where(at => char.IsAsciiLetterOrDigit(words[at])).ToList();
        for (var start = 0; start < plain.Length; start++)
        {
            foreach (var length in _lengths)
            {
                if (start + length <= plain.Length && _lookup.TryGetValue(plain.AsSpan(start, length), out var entry)
                    && IsAlone(words, places[start], places[start + length - 1]))
                {
                    if (entry < 0 || found >= 0 && found != entry)
                    {
                        return -1;
                    }

                    found = entry;
                }
            }
        }

        return found;
    }

    /// <summary>The words have a reference that is valid on another statement.</summary>
    public bool IsElsewhere(string words)
    {
        if (_elsewhere.Contains(words))
        {
            return true;
        }

        return ReferenceForm.PeriodsIn(words).Any(period => !_stems.Contains(ReferenceForm.StemOf(period)) && !IsOwnIn(ReferenceForm.Plain(words)))
            || _otherStems.Count > 0 && _otherStems.Contains(Stem(words));
    }

    private bool IsOwnIn(string plain) => _lengths.Exists(length => plain.Length >= length
        && Enumerable.Range(0, plain.Length - length + 1).Any(start => _lookup.ContainsKey(plain.AsSpan(start, length))));

    // Where digits touch digits it is another, longer reference.
    private static bool IsAlone(string words, int first, int last) =>
        (first == 0 || !(IsDigit(words[first]) && IsDigit(words[first - 1]))) && (last + 1 == words.Length || !IsDigit(words[last + 1]));

    private static bool IsDigit(char character) => ReferenceForm.Plain(character.ToString()) is [>= '0' and <= '9'];

    // What stands before the number at the end.
    private static string Stem(string reference)
    {
        var end = reference.Length;
        while (end > 0 && char.IsAsciiDigit(reference[end - 1]))
        {
            end--;
        }

        return ReferenceForm.Plain(reference[..end]);
    }

    private static string Shape(string stem) => string.Create(stem.Length, stem, (shape, text) =>
    {
        for (var at = 0; at < text.Length; at++)
        {
            shape[at] = char.IsAsciiDigit(text[at]) ? '9' : text[at];
        }
    });
}
