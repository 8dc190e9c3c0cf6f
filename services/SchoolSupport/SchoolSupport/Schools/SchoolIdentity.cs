namespace SchoolSupport.Schools;

/// <summary>
/// Which school stood in another's place on a day. Follows the register's links one by one, and stops where a person must choose:
/// at a split, at a merger, in a circle.
/// </summary>
public sealed class SchoolIdentity
{
    private readonly Dictionary<string, School> _schools;
    private readonly ILookup<string, Succession> _after;
    private readonly ILookup<string, Succession> _before;

    public SchoolIdentity(IEnumerable<School> schools, IEnumerable<SchoolLink> links)
    {
        _schools = schools.ToDictionary(school => school.Urn, StringComparer.Ordinal);
        var successions = links.Select(SuccessionOf).OfType<Succession>()
            .GroupBy(pair => (pair.From, pair.To))
            .Select(same => new Succession(same.Key.From, same.Key.To, StartOf(same.Key.From, same.Key.To, same)))
            .OrderBy(pair => pair.From, StringComparer.Ordinal).ThenBy(pair => pair.To, StringComparer.Ordinal)
            .ToList();
        _after = successions.ToLookup(pair => pair.From, StringComparer.Ordinal);
        _before = successions.ToLookup(pair => pair.To, StringComparer.Ordinal);
    }

    /// <summary>The numbers passed through, the one asked for first, the one of the day last; or why nobody but a person can say.</summary>
    public (IReadOnlyList<string> Path, Refusal? Refusal) On(DateOnly day, string urn)
    {
        List<string> path = [urn];
        while (true)
        {
            var current = path[^1];
            var later = _after[current].Where(pair => pair.On <= day).ToList();
            var earlier = later.Count == 0 && OpenedOn(current) is { } opened && opened > day
                ? _before[current].Where(pair => !(pair.On > opened)).ToList()
                : [];
            if (later.Count > 1)
            {
                return (path, Choose("several-successors", current, "was followed by", later.Select(pair => pair.To)));
            }

            if (earlier.Count > 1)
            {
                return (path, Choose("several-predecessors", current, "came from", earlier.Select(pair => pair.From)));
            }

            if (later.Count + earlier.Count == 0)
            {
                return (path, null);
            }

            var next = later.Count == 1 ? later[0].To : earlier[0].From;
            if (path.Contains(next, StringComparer.Ordinal))
            {
                return (path, new("circular-links", $"The register's links lead from {urn} in a circle through {next}. Say which school is meant."));
            }

            path.Add(next);
        }
    }

    private static Refusal Choose(string code, string urn, string how, IEnumerable<string> choices) =>
        new(code, $"{urn} {how} {string.Join(" and ", choices)}. Say which school is meant.");

    private DateOnly? OpenedOn(string urn) =>
        _schools.GetValueOrDefault(urn)?.OpenedOn ?? _before[urn].Min(pair => pair.On);

    // The register dates a link by the old school's last day or the new one's first; the schools' own rows decide. A school that is merged
    // into an older one has all its own days first.
    private DateOnly? StartOf(string closed, string successor, IEnumerable<Succession> links)
    {
        var (told, opened) = (links.Min(pair => pair.On), _schools.GetValueOrDefault(successor)?.OpenedOn);
        return _schools.GetValueOrDefault(closed)?.ClosedOn is { } last
            ? opened >= last ? opened : opened is null ? told ?? last.AddDays(1) : last.AddDays(1)
            : told > opened ? told : opened ?? told;
    }

    private static Succession? SuccessionOf(SchoolLink link) => link.LinkType switch
    {
        var type when type.StartsWith("Successor", StringComparison.Ordinal) => new(link.Urn, link.LinkUrn, link.EstablishedOn),
        var type when type.StartsWith("Predecessor", StringComparison.Ordinal) => new(link.LinkUrn, link.Urn, link.EstablishedOn),
        _ => null,
    };

    private sealed record Succession(string From, string To, DateOnly? On);
}
