using SchoolSupport.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>Days from this one on are not charged.</summary>
public static class WhenCommissionPaused
{
    public static async Task<Refusal?> Handle(
        CommissionPaused commission, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken) =>
        await db.LearnAsync(delivery, commission, commission.CommissionReference, commission.PausedFrom,
            await db.PartiesOfAsync(nameof(CommissionAgreed), commission.CommissionReference, cancellationToken), services,
            cancellationToken);
}
