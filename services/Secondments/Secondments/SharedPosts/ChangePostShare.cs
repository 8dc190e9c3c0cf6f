using Microsoft.AspNetCore.Http.HttpResults;
using Secondments.Placements;
using ServiceDefaults;
using ServiceDefaults.Messaging;

namespace Secondments.SharedPosts;

/// <summary>The host has another share of the post from a day on; 0 ends the sharing.</summary>
public static class ChangePostShare
{
    public sealed record Request(DateOnly EffectiveFrom, [property: SharePercent(MayBeZero = true)] decimal HostSharePercent);

    public static void MapChangePostShare(this IEndpointRouteBuilder posts) =>
        posts.MapPost("/{reference}/shares", Handle).RequireOfficer(Roles.HrApprover).WithName(nameof(ChangePostShare))
            .WithSummary("Changes the host's share of a post of your council");

    private static async Task<Results<Ok<SharedPostView>, ProblemHttpResult>> Handle(
        string reference, Request request, Caller caller, SecondmentsDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var post = await db.SharedPostToChangeAsync(reference, cancellationToken);
        if (post is null)
        {
            return SharedPostsArea.NoSuchPost(reference);
        }

        var authority = await db.Authorities.FindAsync([post.AgreementReference], cancellationToken);
        if (post.ChangeShare(caller.Council, request.EffectiveFrom, request.HostSharePercent, authority) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (await db.PlaceAsync(reference, post.Placements(), cancellationToken) is { } tooMuch)
        {
            return tooMuch.ToProblem();
        }

        db.Outbox.Enqueue($"post/{reference}", SharedPostsArea.ShareChanged(post, request.EffectiveFrom, clock));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ChangePostShare), reference, reason: null));
        await db.SaveChangesAsync(cancellationToken);

        return TypedResults.Ok(SharedPostView.Of(post, clock.Today()));
    }
}
