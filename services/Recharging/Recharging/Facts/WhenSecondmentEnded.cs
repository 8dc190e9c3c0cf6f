using Secondments.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>After the last day the person is not charged; what was charged for later days is credited by the next run.</summary>
public static class WhenSecondmentEnded
{
    public static async Task<Refusal?> Handle(
        SecondmentEnded secondment, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken) =>
        await db.LearnAsync(delivery, secondment, secondment.SecondmentReference, secondment.LastDay,
            await db.PartiesOfAsync(nameof(SecondmentStarted), secondment.SecondmentReference, cancellationToken), services,
            cancellationToken);
}
