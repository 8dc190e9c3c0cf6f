using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Reconciling;

/// <summary>Lists the quarters of which something was sent or signed, the latest first.</summary>
public static class FindPacks
{
    /// <param name="SignedVersion">The last version that somebody signed; null when nobody has.</param>
    public sealed record Row(string Quarter, string[] Councils, int Statements, int Responses, int LateResponses, int? SignedVersion,
        IReadOnlyList<string> SignedByCouncils);

    public static void MapFindPacks(this IEndpointRouteBuilder agreements) =>
        agreements.MapGet("/", Handle).RequireOfficer(Readers.OfMoney)
            .WithName(nameof(FindPacks));

    private static async Task<Ok<List<Row>>> Handle(RechargingDb db, CancellationToken cancellationToken)
    {
        var statements = await db.BalanceStatements.AsNoTracking().ToListAsync(cancellationToken);
        var responses = (await db.BalanceResponses.AsNoTracking().ToListAsync(cancellationToken))
            .ToLookup(row => (row.Quarter, string.Join('/', row.Parties)));
        var signatures = (await db.PackSignatures.AsNoTracking().ToListAsync(cancellationToken))
            .ToLookup(row => (row.Quarter, string.Join('/', row.Parties)));
        return TypedResults.Ok(statements.GroupBy(row => (row.Quarter, string.Join('/', row.Parties)))
            .OrderByDescending(group => group.Key.Quarter, StringComparer.Ordinal)
            .Select(group =>
            {
                var last = signatures[group.Key].Select(row => (int?)row.Version).Max();
                return new Row(group.Key.Quarter, group.First().Parties, group.Count(), responses[group.Key].Count(),
                    responses[group.Key].Count(row => row.IsLate), last,
                    [.. signatures[group.Key].Where(row => row.Version == last).Select(row => row.Council).Order(StringComparer.Ordinal)]);
            }).ToList());
    }
}
