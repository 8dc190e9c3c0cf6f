using Microsoft.AspNetCore.Http.HttpResults;
using Secondments.Contracts;
using Secondments.Placements;
using ServiceDefaults;

namespace Secondments.SharedPosts;

/// <summary>Posts of one council that serve both.</summary>
public static class SharedPostsArea
{
    public static void MapSharedPosts(this IEndpointRouteBuilder api)
    {
        var posts = api.MapGroup("/shared-posts").WithTags("Shared posts");
        posts.MapFindSharedPosts();
        posts.MapViewSharedPost();
        posts.MapShareAPost();
        posts.MapChangePostShare();
        posts.MapReviewSharedPost();
    }

    /// <summary>What is told when a post is shared and whenever its share changes.</summary>
    public static SharedPostShareChanged ShareChanged(SharedPost post, DateOnly effectiveFrom, BusinessClock clock) => new()
    {
        PostReference = post.Reference,
        Title = post.Title,
        AgreementReference = post.AgreementReference,
        HomeCouncil = post.HomeCouncil,
        HostCouncil = post.HostCouncil,
        EmploymentReference = post.EmploymentReference,
        Service = post.Service,
        EffectiveFrom = effectiveFrom,
        HostSharePercent = HostShare.PercentOn(post.Shares, effectiveFrom),
        OccurredAt = clock.GetUtcNow(),
    };

    public static ProblemHttpResult NoSuchPost(string reference) => Problems.NotFound($"Your council has no shared post {reference}.");
}
