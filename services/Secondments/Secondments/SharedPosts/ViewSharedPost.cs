using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Secondments.SharedPosts;

/// <summary>Shows one shared post to its two councils.</summary>
public static class ViewSharedPost
{
    public static void MapViewSharedPost(this IEndpointRouteBuilder posts) =>
        posts.MapGet("/{reference}", Handle).RequireOfficer(Roles.ReadersOfPlacements)
            .WithName(nameof(ViewSharedPost)).WithSummary("Shows a shared post");

    private static async Task<Results<Ok<SharedPostView>, ProblemHttpResult>> Handle(
        string reference, SecondmentsDb db, BusinessClock clock, CancellationToken cancellationToken) =>
        await db.SharedPosts.AsNoTracking().SingleOrDefaultAsync(row => row.Reference == reference, cancellationToken) is { } post
            ? TypedResults.Ok(SharedPostView.Of(post, clock.Today()))
            : SharedPostsArea.NoSuchPost(reference);
}
