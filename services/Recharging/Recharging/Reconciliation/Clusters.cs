namespace Recharging.Reconciliation;

/// <summary>Gathers entries and lines that could stand for each other, directly or through others.</summary>
internal static class Clusters
{
    public static IEnumerable<(IReadOnlyList<ExpectedEntry> Entries, IReadOnlyList<ControlLine> Lines)> Of(
        IReadOnlyList<(ExpectedEntry Entry, ControlLine Line)> pairs)
    {
        var parents = new Dictionary<object, object>(ReferenceEqualityComparer.Instance);
        foreach (var (entry, line) in pairs)
        {
            parents[Root(parents, entry)] = Root(parents, line);
        }

        return pairs.GroupBy(pair => Root(parents, pair.Entry), ReferenceEqualityComparer.Instance)
            .Select(cluster => (
                (IReadOnlyList<ExpectedEntry>)[.. Once(cluster.Select(pair => pair.Entry))],
                (IReadOnlyList<ControlLine>)[.. Once(cluster.Select(pair => pair.Line)).OrderBy(line => line.Key)]));
    }

    private static IEnumerable<T> Once<T>(IEnumerable<T> items)
        where T : class => items.Distinct<T>(ReferenceEqualityComparer.Instance);

    private static object Root(Dictionary<object, object> parents, object node)
    {
        while (parents.TryGetValue(node, out var parent) && !ReferenceEquals(parent, node))
        {
            if (parents.TryGetValue(parent, out var above))
            {
                parents[node] = above;
            }

            node = parent;
        }

        return node;
    }
}
