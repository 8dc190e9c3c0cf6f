namespace MatchFiles;

/// <summary>
/// How a ledger writes what the statement says, a cost centre or a VAT code: to the letter where most lines that quote a charge do,
/// otherwise what it wrote beside the same word most often. Where it has no habit nothing is expected.
/// </summary>
public sealed class Habits
{
    private const int Few = 3;

    private readonly bool _isToTheLetter;
    private readonly Dictionary<string, string> _usual;

    public Habits(IReadOnlyList<(string? Said, string? Written)> pairs)
    {
        var both = pairs.Where(pair => pair is { Said: not null, Written: not null }).ToList();
        _isToTheLetter = both.Count > 0 && both.Count(pair => pair.Said == pair.Written) * 2 > both.Count;
        _usual = both.GroupBy(pair => pair.Said!, StringComparer.Ordinal)
            .Select(same => (Said: same.Key, All: same.Count(), Most: same.GroupBy(pair => pair.Written!, StringComparer.Ordinal)
                .OrderByDescending(written => written.Count()).ThenBy(written => written.Key, StringComparer.Ordinal).First()))
            .Where(habit => habit.All >= Few && habit.Most.Count() * 4 >= habit.All * 3)
            .ToDictionary(habit => habit.Said, habit => habit.Most.Key, StringComparer.Ordinal);
    }

    public string? Expected(string? said) => said is null ? null : _isToTheLetter ? said : _usual.GetValueOrDefault(said);
}
