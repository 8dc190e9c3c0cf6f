using SchoolSupport.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>Days after the last one are not charged.</summary>
public static class WhenCommissionStopped
{
    public static async Task<Refusal?> Handle(
        CommissionStopped commission, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken) =>
        await db.LearnAsync(delivery, commission, commission.CommissionReference, commission.LastDay,
            await db.PartiesOfAsync(nameof(CommissionAgreed), commission.CommissionReference, cancellationToken), services,
            cancellationToken);
}
