using Secondments.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>The person stays longer and is charged longer.</summary>
public static class WhenSecondmentExtended
{
    public static async Task<Refusal?> Handle(
        SecondmentExtended secondment, Delivery delivery, RechargingDb db, IServiceProvider services,
        CancellationToken cancellationToken) =>
        await db.LearnAsync(delivery, secondment, secondment.SecondmentReference, secondment.LastDay,
            await db.PartiesOfAsync(nameof(SecondmentStarted), secondment.SecondmentReference, cancellationToken), services,
            cancellationToken);
}
