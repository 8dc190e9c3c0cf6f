using Secondments.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>A shared post appears on statements from this day, or stops with a share of nil.</summary>
public static class WhenSharedPostShareChanged
{
    public static Task<Refusal?> Handle(
        SharedPostShareChanged post, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (post.HostSharePercent is < 0 or > 100)
        {
            return Task.FromResult<Refusal?>(new Refusal("share", $"{post.PostReference}: a share of {post.HostSharePercent}% can't be."));
        }

        return db.LearnAsync(delivery, post, post.PostReference, post.EffectiveFrom,
            [post.HomeCouncil, post.HostCouncil], services, cancellationToken);
    }
}
