namespace Governance;

/// <summary>Part of a list in the order of references, and the address of the next part; null when this is the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Where in a list to go on, and how much of it to give.</summary>
public sealed record PageRequest(string? After, int? Limit)
{
    private const int DefaultLimit = 100;

    private const int MaxLimit = 500;

    public string From => After ?? "";

    public int Take => Math.Clamp(Limit ?? DefaultLimit, 1, MaxLimit);

    /// <summary>Expects one item more than asked for, which tells that there is a next page.</summary>
    public Page<T> Cut<T>(IReadOnlyList<T> items, string path, Func<T, string> key) =>
        items.Count <= Take
            ? new Page<T>(items, Next: null)
            : new Page<T>([.. items.Take(Take)], $"{path}?after={Uri.EscapeDataString(key(items[Take - 1]))}&limit={Take}");
}
