using Governance.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>After its last day nothing is charged under the agreement.</summary>
public static class WhenAgreementEnded
{
    public static async Task<Refusal?> Handle(
        AgreementEnded agreement, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken) =>
        await db.LearnAsync(delivery, agreement, agreement.AgreementReference, agreement.LastDay,
            await db.PartiesOfAsync(nameof(AgreementInForce), agreement.AgreementReference, cancellationToken), services,
            cancellationToken);
}
