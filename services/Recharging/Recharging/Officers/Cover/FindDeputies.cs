using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Officers;

/// <summary>Lists who stands, stood or will stand in for whom in the caller's own council, the latest first.</summary>
public static class FindDeputies
{
    /// <param name="HoldsUntil">The last day on which it holds; before the first when it ended before it began.</param>
    public sealed record Row(Guid Id, string DelegateName, string Officer, string OfficerName, DateOnly FirstDay, DateOnly LastDay,
        DateOnly HoldsUntil, string Reason, DateTimeOffset NamedAt, string? EndedBy, string? EndedBecause, DateTimeOffset? EndedAt);

    public static void MapFindDeputies(this IEndpointRouteBuilder cover) =>
        cover.MapGet("/", Handle).RequireOfficer(Readers.OfTables)
            .WithName(nameof(FindDeputies));

    public static Row RowOf(Deputy deputy) => new(deputy.Id, deputy.DelegateName, deputy.Officer, deputy.OfficerName, deputy.FirstDay,
        deputy.LastDay, deputy.HoldsUntil, deputy.Reason, deputy.NamedAt, deputy.EndedBy, deputy.EndedBecause, deputy.EndedAt);

    private static async Task<Ok<List<Row>>> Handle(RechargingDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok((await db.Deputies.AsNoTracking().OrderByDescending(deputy => deputy.FirstDay).ThenBy(deputy => deputy.Id)
            .ToListAsync(cancellationToken)).ConvertAll(RowOf));
}
