using Secondments.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>The employment goes on: days after the last day that was told cost as if it had never been.</summary>
public static class WhenEmploymentContinued
{
    public static async Task<Refusal?> Handle(
        EmploymentContinued leaving, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken) =>
        await db.LearnAsync(delivery, leaving, leaving.EmploymentReference, leaving.LastDay,
            await db.PartiesOfAsync(nameof(PayChanged), leaving.EmploymentReference, cancellationToken), services, cancellationToken);
}
