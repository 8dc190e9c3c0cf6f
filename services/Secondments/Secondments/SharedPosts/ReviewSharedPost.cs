using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Secondments.SharedPosts;

/// <summary>A shared post was reviewed and goes on; the next review has its day.</summary>
public static class ReviewSharedPost
{
    public sealed record Request(DateOnly ReviewedOn, DateOnly NextReviewOn);

    public static void MapReviewSharedPost(this IEndpointRouteBuilder posts) =>
        posts.MapPost("/{reference}/reviews", Handle).RequireOfficer(Roles.HrApprover).WithName(nameof(ReviewSharedPost))
            .WithSummary("Records a review of a shared post and the day of the next");

    private static async Task<Results<Ok<SharedPostView>, ProblemHttpResult>> Handle(
        string reference, Request request, Caller caller, SecondmentsDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var post = await db.SharedPostToChangeAsync(reference, cancellationToken);
        if (post is null)
        {
            return SharedPostsArea.NoSuchPost(reference);
        }

        if (post.Review(request.ReviewedOn, request.NextReviewOn, clock.Today()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ReviewSharedPost), reference, $"Reviewed on {request.ReviewedOn:yyyy-MM-dd}."));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(SharedPostView.Of(post, clock.Today()));
    }
}
