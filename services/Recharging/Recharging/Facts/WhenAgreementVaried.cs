using Governance.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>The agreement has another last day: days after it are not charged, and days up to it are.</summary>
public static class WhenAgreementVaried
{
    public static async Task<Refusal?> Handle(
        AgreementVaried agreement, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken) =>
        await db.LearnAsync(delivery, agreement, agreement.AgreementReference,
            agreement.LastDay ?? DateOnly.FromDateTime(agreement.OccurredAt.Date),
            await db.PartiesOfAsync(nameof(AgreementInForce), agreement.AgreementReference, cancellationToken), services,
            cancellationToken);
}
