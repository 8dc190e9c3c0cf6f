using SchoolSupport.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>Days from this one on are charged again.</summary>
public static class WhenCommissionResumed
{
    public static async Task<Refusal?> Handle(
        CommissionResumed commission, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken) =>
        await db.LearnAsync(delivery, commission, commission.CommissionReference, commission.ResumedFrom,
            await db.PartiesOfAsync(nameof(CommissionAgreed), commission.CommissionReference, cancellationToken), services,
            cancellationToken);
}
