using Secondments.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>The employment is this person's: their employments with one council have one National Insurance threshold. Only the employer
/// reads this fact.</summary>
public static class WhenPersonEmployed
{
    public static Task<Refusal?> Handle(
        PersonEmployed person, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken) =>
        db.LearnAsync(delivery, person, person.EmploymentReference, person.EffectiveFrom, [person.EmployerCouncil], services,
            cancellationToken);
}
