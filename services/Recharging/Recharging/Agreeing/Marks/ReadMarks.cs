using Microsoft.EntityFrameworkCore;

namespace Recharging.Agreeing;

/// <summary>Reads what was said last of each line of a statement.</summary>
public static class ReadMarks
{
    /// <param name="db">As the caller, or as the worker.</param>
    /// <param name="statement">Its number.</param>
    /// <param name="knownAt">An instant of the business clock, included; null means now.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<Dictionary<string, LineMark>> LastMarksAsync(
        this RechargingDb db, string statement, DateTimeOffset? knownAt, CancellationToken cancellationToken)
    {
        var (last, _) = await db.MarksAsync(statement, knownAt, cancellationToken);
        return last;
    }

    /// <returns>The last word of each line, and the revision of the last word that left something to settle; 1 when there was
    /// none.</returns>
    public static async Task<(Dictionary<string, LineMark> Last, int LastToSettle)> MarksAsync(
        this RechargingDb db, string statement, DateTimeOffset? knownAt, CancellationToken cancellationToken)
    {
        var last = new Dictionary<string, LineMark>(StringComparer.Ordinal);
        var lastToSettle = 1;
        foreach (var mark in await db.LineMarks.AsNoTracking()
            .Where(mark => mark.StatementNumber == statement && (knownAt == null || mark.MarkedAt <= knownAt))
            .OrderBy(mark => mark.Revision).ToListAsync(cancellationToken))
        {
            lastToSettle = mark.Releases(last.GetValueOrDefault(mark.LineReference)) ? mark.Revision : lastToSettle;
            last[mark.LineReference] = mark;
        }

        return (last, lastToSettle);
    }
}
