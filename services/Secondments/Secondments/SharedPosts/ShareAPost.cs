using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Secondments.Authorities;
using Secondments.HrExtracts;
using Secondments.Placements;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Secondments.SharedPosts;

/// <summary>A post of the home council serves the host too from a day on, under an authority that is live on it.</summary>
public static class ShareAPost
{
    private const int MonthsBetweenReviews = 12;

    /// <param name="Reference">The councils' name of the post, for example <c>POST-DCS</c>.</param>
    /// <param name="Title">What officers call it.</param>
    /// <param name="AgreementReference">The authority.</param>
    /// <param name="HomeCouncil">The caller's council, which holds the post.</param>
    /// <param name="HostCouncil">The council that it serves too.</param>
    /// <param name="Service">As both councils' coding tables name it.</param>
    /// <param name="EffectiveFrom">The first day.</param>
    /// <param name="HostSharePercent">The host's share from that day.</param>
    /// <param name="EmploymentReference">The holder's employment; absent while the post is vacant.</param>
    /// <param name="ReviewOn">Twelve months after the first day when absent.</param>
    public sealed record Request(
        [property: RegularExpression("^[A-Z0-9-]{1,16}$", ErrorMessage = "Give 1 to 16 capitals, digits and hyphens.")] string Reference,
        [property: StringLength(120, MinimumLength = 1)] string Title,
        [property: StringLength(16, MinimumLength = 1)] string AgreementReference,
        [property: StringLength(8, MinimumLength = 1)] string HomeCouncil,
        [property: StringLength(8, MinimumLength = 1)] string HostCouncil,
        [property: StringLength(40, MinimumLength = 1)] string Service,
        DateOnly EffectiveFrom,
        [property: SharePercent] decimal HostSharePercent,
        [property: StringLength(16, MinimumLength = 1)] string? EmploymentReference = null,
        DateOnly? ReviewOn = null);

    public static void MapShareAPost(this IEndpointRouteBuilder posts) =>
        posts.MapPost("", Handle).RequireOfficer(Roles.HrApprover).WithName(nameof(ShareAPost))
            .WithSummary("Shares a post of your council with the other one");

    private static async Task<Results<Created<SharedPostView>, ProblemHttpResult>> Handle(
        Request request, Caller caller, SecondmentsDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var reviewOn = request.ReviewOn ?? request.EffectiveFrom.AddMonths(MonthsBetweenReviews);
        if (Malformed(request, reviewOn) is { } malformed)
        {
            return malformed;
        }

        var authority = await db.Authorities.FindAsync([request.AgreementReference], cancellationToken);
        var holder = request.EmploymentReference is null ? null : await db.Employments.FindAsync([request.EmploymentReference], cancellationToken);
        var known = await db.SharedPosts.AnyAsync(post => post.Reference == request.Reference, cancellationToken);
        if (Refuse(request, caller, authority, holder, known) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var post = new SharedPost(
            request.Reference, request.Title, request.AgreementReference, request.HomeCouncil, request.HostCouncil,
            request.EmploymentReference, request.Service, request.EffectiveFrom, reviewOn, request.HostSharePercent);
        if (await db.PlaceAsync(post.Reference, post.Placements(), cancellationToken) is { } tooMuch)
        {
            return tooMuch.ToProblem();
        }

        db.SharedPosts.Add(post);
        db.Outbox.Enqueue($"post/{post.Reference}", SharedPostsArea.ShareChanged(post, request.EffectiveFrom, clock));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ShareAPost), post.Reference, reason: null));
        await db.SaveChangesAsync(cancellationToken);

        return TypedResults.Created($"/api/secondments/v1/shared-posts/{post.Reference}", SharedPostView.Of(post, clock.Today()));
    }

    private static ProblemHttpResult? Malformed(Request request, DateOnly reviewOn) =>
        request.HomeCouncil == request.HostCouncil ? Problems.Invalid("hostCouncil", "Home and host must be two councils.")
        : reviewOn <= request.EffectiveFrom ? Problems.Invalid("reviewOn", "The review must be after the first day.")
        : null;

    private static Refusal? Refuse(Request request, Caller caller, Authority? authority, Employment? holder, bool known) =>
        request.HomeCouncil != caller.Council
            ? new Refusal("own-side-only", $"The council that holds the post shares it. Ask {request.HomeCouncil}.")
        : known ? new Refusal("shared-already", $"{request.Reference} is shared already. Change its share instead.")
        : request.EmploymentReference is not null && holder is null
            ? new Refusal("unknown-employment", $"No HR extract of your council has told of an employment {request.EmploymentReference}.")
        : holder?.LastDay < request.EffectiveFrom ? holder.RefusePlacement(request.EffectiveFrom)
        : Authority.RefuseWithout(authority, request.AgreementReference, request.HomeCouncil, request.HostCouncil, request.EffectiveFrom);
}
