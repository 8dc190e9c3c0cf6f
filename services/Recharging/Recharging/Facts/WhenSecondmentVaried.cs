using Secondments.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>The host's share changes from a day on, which may lie in months that are charged already.</summary>
public static class WhenSecondmentVaried
{
    public static async Task<Refusal?> Handle(
        SecondmentVaried secondment, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (secondment.HostSharePercent is <= 0 or > 100)
        {
            return new Refusal("share", $"{secondment.SecondmentReference}: a share of {secondment.HostSharePercent}% can't be charged.");
        }

        return await db.LearnAsync(delivery, secondment, secondment.SecondmentReference, secondment.EffectiveFrom,
            await db.PartiesOfAsync(nameof(SecondmentStarted), secondment.SecondmentReference, cancellationToken), services,
            cancellationToken);
    }
}
