namespace Recharging.Matching;

/// <summary>
/// How alike two texts are, by the words that they share: a word that many charges have says little, one that few have says much.
/// Only the words count, not their order, their case or what stands between them.
/// </summary>
internal sealed class Texts
{
    // An ERP cuts long texts off, and with them the last word: for sure where the text is as long as any in the ledger, perhaps where
    // it is long and ends in a word that nothing else has.
    private const int CutFrom = 25;

    // As if so many more had been read that share no word: what few texts say of a word is not much.
    private const int Unread = 20;

    private readonly Dictionary<string, int> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<int> _seenInEntries = [];
    private readonly List<int> _seenInLines = [];
    private int _texts;
    private int _longest = int.MaxValue;

    public Texts() => _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The most that texts which are alike by chance share.</summary>
    public const double Telling = 5;

    /// <summary>Learns how common the words of a charge's description are.</summary>
    public void LearnEntry(string? text)
    {
        _texts++;
        Count(Words(text, isCut: false), _seenInEntries);
    }

    /// <summary>Learns how common the words of a ledger's texts are, and where it cuts them off.</summary>
    public void LearnLines(IReadOnlyList<string?> texts)
    {
        _longest = texts.Select(text => text?.Length ?? 0).Append(CutFrom).Max();
        foreach (var text in texts)
        {
            Count(Words(text, isCut: true), _seenInLines);
        }
    }

    /// <summary>The words of a ledger line's text, each once; nothing when it has none.</summary>
    public int[] OfLine(string? text) => Words(text, isCut: true);

    /// <summary>The words of a statement line's description, each once.</summary>
    public int[] OfEntry(string? text) => Words(text, isCut: false);

    /// <param name="Shared">What the words that both have weigh.</param>
    /// <param name="Contained">The share of the line's words, by weight, that the entry has too.</param>
    public readonly record struct Likeness(double Shared, double Contained);

    public Likeness Compare(int[] line, int[] entry)
    {
        var (shared, alone) = (0.0, 0.0);
        for (int at = 0, other = 0; at < line.Length; at++)
        {
            while (other < entry.Length && entry[other] < line[at])
            {
                other++;
            }

            if (other < entry.Length && entry[other] == line[at])
            {
                shared += Weight(line[at]);
            }
            else
            {
                alone += Weight(line[at]);
            }
        }

        return new Likeness(shared, shared + alone > 0 ? shared / (shared + alone) : 0);
    }

    /// <summary>How much a word says.</summary>
    public double Weight(int word) =>
        Math.Log((_texts + Unread) / (Math.Max(_seenInEntries[word], _seenInLines[word]) + 1.0)) + 0.01;

    private static void Count(int[] words, List<int> seen)
    {
        foreach (var word in words)
        {
            seen[word]++;
        }
    }

    private int[] Words(string? text, bool isCut)
    {
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        var words = new List<int>(8);
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && char.IsLetterOrDigit(text[end]))
            {
                end++;
            }

            if (end > start)
            {
                var word = text.AsSpan(start, end - start);
                if (!isCut || end < text.Length || end < CutFrom || (end < _longest && _lookup.ContainsKey(word)))
                {
                    words.Add(Id(word));
                }
            }

            start = end;
        }

        words.Sort();
        return [.. words.Distinct()];
    }

    private int Id(ReadOnlySpan<char> word)
    {
        if (!_lookup.TryGetValue(word, out var id))
        {
            id = _seenInEntries.Count;
            _words.Add(word.ToString(), id);
            _seenInEntries.Add(0);
            _seenInLines.Add(0);
        }

        return id;
    }
}
