using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Officers;

/// <summary>Lists the officers of the caller's own council who have signed in: whom a dispute or an item may be given to, and who may
/// stand in for an S151 delegate.</summary>
public static class FindOfficers
{
    /// <param name="MayOwn">A dispute or an open item may be given to them.</param>
    /// <param name="MayStandIn">They may be named as a deputy.</param>
    public sealed record Row(string SignIn, string Name, IReadOnlyList<string> Roles, bool MayOwn, bool MayStandIn);

    private static readonly string[] Owners = ["finance-officer", "s151-delegate"];

    public static void MapFindOfficers(this IEndpointRouteBuilder officers) =>
        officers.MapGet("/", Handle).RequireOfficer(Owners).WithName(nameof(FindOfficers));

    /// <summary>The officer of the council who may own a dispute or an item, null when nobody by that sign-in may.</summary>
    public static async Task<KnownOfficer?> OwnerAsync(
        this RechargingDb db, Caller caller, string signIn, CancellationToken cancellationToken) =>
        await db.Officers.AsNoTracking().SingleOrDefaultAsync(
            officer => officer.Council == caller.Council && officer.SignIn == signIn, cancellationToken) is { } known && known.HasAny(Owners)
            ? known
            : null;

    /// <summary>Why nobody by that sign-in may own it.</summary>
    public static ProblemHttpResult NoOwner(string field, string signIn, Caller caller) => Problems.Invalid(field,
        $"{signIn} is no finance officer or S151 delegate of {caller.Council} who has signed in here. Choose one of GET officers.");

    private static async Task<Ok<List<Row>>> Handle(RechargingDb db, Caller caller, CancellationToken cancellationToken) =>
        TypedResults.Ok((await db.Officers.AsNoTracking().Where(officer => officer.Council == caller.Council)
            .OrderBy(officer => officer.Name).ThenBy(officer => officer.SignIn).ToListAsync(cancellationToken))
            .ConvertAll(officer => new Row(
                officer.SignIn, officer.Name, officer.Roles, officer.HasAny(Owners), Deputy.WhyNotEligible(officer) is null)));
}
