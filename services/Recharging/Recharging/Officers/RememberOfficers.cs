using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Officers;

/// <summary>Notes who signs in, once for each new name or role, so that no later request costs anything.</summary>
public sealed class RememberOfficers(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, string> noted = new(StringComparer.Ordinal);

    public async Task NoteAsync(ClaimsPrincipal principal, RechargingDb db, Tenancy tenancy)
    {
        var roles = principal.FindAll("roles").Select(role => role.Value).Order(StringComparer.Ordinal).ToArray();
        if (roles.Length == 0 || principal.FindFirst(Caller.CouncilClaim)?.Value is not { } council
            || principal.FindFirst("sub")?.Value is not { } signIn)
        {
            return;
        }

        var name = principal.FindFirst("name")?.Value ?? signIn;
        var (officer, now) = ($"{council}/{signIn}", $"{name}/{string.Join(' ', roles)}");
        if (noted.GetValueOrDefault(officer) == now)
        {
            return;
        }

        await using var transaction = await tenancy.BeginAsWorkerAsync(db);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO officers (council, sign_in, name, roles, seen_at) VALUES ({council}, {signIn}, {name}, {roles}, {clock.GetUtcNow()})
            ON CONFLICT (council, sign_in) DO UPDATE SET name = excluded.name, roles = excluded.roles, seen_at = excluded.seen_at
            """);
        await transaction.CommitAsync();
        noted[officer] = now;
    }
}
