namespace Portal.Govuk;

/// <summary>Where in a long list the officer is; pages count from 1.</summary>
/// <param name="Current">The page that is shown.</param>
/// <param name="Count">At least 1.</param>
/// <param name="Link">The address of a page.</param>
public sealed record ListPages(int Current, int Count, Func<int, string> Link)
{
    /// <summary>The page of a list that was asked for, or the nearest that there is.</summary>
    public static (IReadOnlyList<T> Shown, ListPages Pages) Of<T>(IReadOnlyList<T> all, int size, int asked, Func<int, string> link)
    {
        var count = Math.Max(1, (all.Count + size - 1) / size);
        var current = Math.Clamp(asked, 1, count);

        return ([.. all.Skip((current - 1) * size).Take(size)], new ListPages(current, count, link));
    }

    /// <summary>First, last, and those around the current one; null where some are left out.</summary>
    public IEnumerable<int?> Numbers()
    {
        var before = 0;
        foreach (var number in Enumerable.Range(1, Count).Where(page => page == 1 || page == Count || Math.Abs(page - Current) <= 1))
        {
            if (number > before + 1)
            {
                yield return null;
            }

            yield return before = number;
        }
    }
}
