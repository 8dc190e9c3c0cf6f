using Secondments.Placements;

namespace Secondments.SharedPosts;

/// <summary>A shared post as both councils see it.</summary>
public sealed record SharedPostView(
    string Reference, string Title, string AgreementReference, string HomeCouncil, string HostCouncil, string? EmploymentReference,
    string Service, DateOnly FirstDay, DateOnly ReviewOn, bool ReviewOverdue, IReadOnlyList<SharedPostView.ShareView> Shares)
{
    public sealed record ShareView(DateOnly EffectiveFrom, decimal HostSharePercent);

    public static SharedPostView Of(SharedPost post, DateOnly today) => new(
        post.Reference,
        post.Title,
        post.AgreementReference,
        post.HomeCouncil,
        post.HostCouncil,
        post.EmploymentReference,
        post.Service,
        post.FirstDay,
        post.ReviewOn,
        post.ReviewOn < today,
        [.. post.Shares.GroupBy(share => share.EffectiveFrom).Select(sameDay => sameDay.MaxBy(share => share.Number)!)
            .OrderBy(share => share.EffectiveFrom).Select(share => new ShareView(share.EffectiveFrom, share.Percent))]);
}
