using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Officers;

/// <summary>
/// Lets an officer who stands in for an S151 delegate today do what needs that role, in the delegate's name, as long as their own roles
/// still make them eligible. It looks only where the endpoint asks for that role and none of the officer's own would do, so nobody else's
/// request costs anything; and what the officer may do by their own roles is recorded as their own.
/// </summary>
public sealed class DeputyRoles(
    IHttpContextAccessor http, RechargingDb db, Tenancy tenancy, BusinessClock clock, RememberOfficers officers) : IClaimsTransformation
{
    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        await officers.NoteAsync(principal, db, tenancy);
        var needed = http.HttpContext?.GetEndpoint()?.Metadata.GetMetadata<Permissions.Permission>()?.AnyRole ?? [];
        var own = principal.FindAll("roles").Select(role => role.Value).ToList();
        if (!needed.Contains(Deputy.CoveredRole) || !Deputy.IsEligible(own) || own.Exists(needed.Contains)
            || principal.FindFirst(Caller.CouncilClaim)?.Value is not { } council || principal.FindFirst("sub")?.Value is not { } officer)
        {
            return principal;
        }

        await using var transaction = await tenancy.BeginAsWorkerAsync(db);
        var today = clock.Today();
        var covered = await db.Deputies.AsNoTracking()
            .Where(deputy => deputy.Council == council && deputy.Officer == officer
                && deputy.FirstDay <= today && deputy.HoldsUntil >= today)
            .Select(deputy => new { deputy.DelegateName, deputy.Delegate }).SingleOrDefaultAsync();
        if (covered is null)
        {
            return principal;
        }

        var acting = principal.Clone();
        ((ClaimsIdentity)acting.Identity!).AddClaims(
        [
            new("roles", Deputy.CoveredRole), new(Caller.ActingForClaim, covered.DelegateName),
            new(Caller.ActingForSignInClaim, covered.Delegate),
        ]);
        return acting;
    }
}
