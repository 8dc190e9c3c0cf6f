using Microsoft.EntityFrameworkCore;

namespace Recharging.Reconciling;

/// <summary>Reads what was known at an instant, by the same reading that now is read with: see KnownAt.sql.</summary>
public static class KnownAt
{
    /// <param name="db">In the caller's transaction.</param>
    /// <param name="instant">By the business clock; included.</param>
    /// <param name="read">Of both councils, as the worker; writes nothing.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<T> AsKnownAtAsync<T>(
        this RechargingDb db, DateTimeOffset instant, Func<Task<T>> read, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            SELECT set_config('recharging.known_at', {instant.UtcDateTime}::text, true), set_config('search_path', 'known, public', true)
            """, cancellationToken);
        var known = await db.AsWorkerAsync(read, cancellationToken);
        await db.Database.ExecuteSqlRawAsync("SET LOCAL search_path TO DEFAULT", cancellationToken);
        return known;
    }
}
