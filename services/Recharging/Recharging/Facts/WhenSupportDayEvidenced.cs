using SchoolSupport.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>A visit has its note and may be charged.</summary>
public static class WhenSupportDayEvidenced
{
    public static async Task<Refusal?> Handle(
        SupportDayEvidenced visit, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (visit.Days <= 0)
        {
            return new Refusal("days", $"{visit.VisitReference}: {visit.Days} days can't be charged.");
        }

        return await db.LearnAsync(delivery, visit, visit.CommissionReference, visit.Day,
            await db.PartiesOfAsync(nameof(CommissionAgreed), visit.CommissionReference, cancellationToken), services, cancellationToken);
    }
}
