using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Secondments.SharedPosts;

/// <summary>Lists the posts that the caller's council shares, page by page.</summary>
public static class FindSharedPosts
{
    private const int PageSize = 100;

    public sealed record Page(IReadOnlyList<SharedPostView> Items, string? Next);

    public static void MapFindSharedPosts(this IEndpointRouteBuilder posts) =>
        posts.MapGet("", Handle).RequireOfficer(Roles.ReadersOfPlacements)
            .WithName(nameof(FindSharedPosts)).WithSummary("Lists the shared posts of your council");

    private static async Task<Ok<Page>> Handle(
        string? after, SecondmentsDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var found = await db.SharedPosts.AsNoTracking()
            .Where(post => after == null || post.Reference.CompareTo(after) > 0)
            .OrderBy(post => post.Reference)
            .Take(PageSize + 1)
            .ToListAsync(cancellationToken);
        var page = found.Take(PageSize).Select(post => SharedPostView.Of(post, clock.Today())).ToList();

        return TypedResults.Ok(new Page(
            page, found.Count > PageSize ? $"/api/secondments/v1/shared-posts?after={page[^1].Reference}" : null));
    }
}
