using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Secondments.Placements;

/// <summary>Lists the secondments of the caller's council, lent and borrowed, page by page.</summary>
public static class FindSecondments
{
    private const int PageSize = 100;

    public sealed record Page(IReadOnlyList<SecondmentView> Items, string? Next);

    public static void MapFindSecondments(this IEndpointRouteBuilder secondments) =>
        secondments.MapGet("", Handle).RequireOfficer(Roles.ReadersOfPlacements).WithName(nameof(FindSecondments))
            .WithSummary("Lists the secondments of your council");

    private static async Task<Ok<Page>> Handle(
        string? after, SecondmentsDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var found = await db.Secondments.AsNoTracking().AsSplitQuery()
            .Where(secondment => after == null || secondment.Reference.CompareTo(after) > 0)
            .OrderBy(secondment => secondment.Reference)
            .Take(PageSize + 1)
            .ToListAsync(cancellationToken);
        var authorities = await db.Authorities.AsNoTracking().ToListAsync(cancellationToken);
        var page = found.Take(PageSize).Select(secondment => SecondmentView.Of(secondment, authorities, clock.Today())).ToList();

        return TypedResults.Ok(new Page(
            page, found.Count > PageSize ? $"/api/secondments/v1/secondments?after={page[^1].Reference}" : null));
    }
}
