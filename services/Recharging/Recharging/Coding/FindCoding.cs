using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Coding;

/// <summary>Shows where the caller's own council books its charges.</summary>
public static class FindCoding
{
    public sealed record Row(DateOnly EffectiveFrom, string Component, string Service, string Direction, string Account,
        string? CostCentre, string? VatCode);

    public static void MapFindCoding(this IEndpointRouteBuilder coding) =>
        coding.MapGet("/", Handle).RequireSignedIn().WithName(nameof(FindCoding));

    private static async Task<Ok<List<Row>>> Handle(RechargingDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await db.CodingRows.AsNoTracking()
            .OrderBy(row => row.EffectiveFrom).ThenBy(row => row.Id)
            .Select(row => new Row(row.EffectiveFrom, row.Component, row.Service, row.Direction, row.Account, row.CostCentre, row.VatCode))
            .ToListAsync(cancellationToken));
}
