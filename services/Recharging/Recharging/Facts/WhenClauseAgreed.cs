using Governance.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>From its first day on charges follow this version of the clause.</summary>
public static class WhenClauseAgreed
{
    public static async Task<Refusal?> Handle(
        ClauseAgreed clause, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (clause.EffectiveUntil < clause.EffectiveFrom)
        {
            return new Refusal("last-before-first", $"Clause {clause.ClauseReference} would end before it starts.");
        }

        return await db.LearnAsync(delivery, clause, clause.ClauseReference, clause.EffectiveFrom,
            await db.PartiesOfAsync(nameof(AgreementInForce), clause.AgreementReference, cancellationToken), services, cancellationToken);
    }
}
