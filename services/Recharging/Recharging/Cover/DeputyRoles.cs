using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Cover;

/// <summary>
/// Lets an officer who stands in for an S151 delegate today do what needs that role, in the delegate's name. It looks only where the
/// endpoint asks for that role and none of the officer's own would do, so nobody else's request costs anything; and what the officer
/// may do by his own roles is recorded as his own.
/// </summary>
public sealed class DeputyRoles(IHttpContextAccessor http, RechargingDb db, Tenancy tenancy, BusinessClock clock) : IClaimsTransformation
{
    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        var needed = http.HttpContext?.GetEndpoint()?.Metadata.GetMetadata<Permissions.Permission>()?.AnyRole ?? [];
        var own = principal.FindAll("roles").Select(role => role.Value).ToList();
        if (!needed.Contains(Deputy.CoveredRole) || own.Count == 0 || own.Exists(needed.Contains)
            || principal.FindFirst(Caller.CouncilClaim)?.Value is not { } council || principal.FindFirst("sub")?.Value is not { } officer)
        {
            return principal;
        }

        await using var transaction = await tenancy.BeginAsWorkerAsync(db);
        var today = clock.Today();
        var covered = await db.Deputies.AsNoTracking()
            .Where(deputy => deputy.Council == council && deputy.Officer == officer
                && deputy.FirstDay <= today && deputy.HoldsUntil >= today)
            .Select(deputy => deputy.DelegateName).SingleOrDefaultAsync();
        if (covered is null)
        {
            return principal;
        }

        var acting = principal.Clone();
        ((ClaimsIdentity)acting.Identity!).AddClaims([new("roles", Deputy.CoveredRole), new(Caller.ActingForClaim, covered)]);
        return acting;
    }
}
