using Secondments.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>After the last day the employment costs nothing.</summary>
public static class WhenEmploymentEnded
{
    public static async Task<Refusal?> Handle(
        EmploymentEnded employment, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken) =>
        await db.LearnAsync(delivery, employment, employment.EmploymentReference, employment.LastDay,
            await db.PartiesOfAsync(nameof(PayChanged), employment.EmploymentReference, cancellationToken), services, cancellationToken);
}
