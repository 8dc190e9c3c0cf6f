using Governance.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>Between its days the agreement is an authority to charge.</summary>
public static class WhenAgreementInForce
{
    public static Task<Refusal?> Handle(
        AgreementInForce agreement, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (agreement.LastDay < agreement.FirstDay)
        {
            return Task.FromResult<Refusal?>(new Refusal("last-before-first",
                $"{agreement.AgreementReference} would end before it starts."));
        }

        if (agreement.Provider == agreement.Recipient)
        {
            return Task.FromResult<Refusal?>(new Refusal("one-council",
                $"{agreement.AgreementReference} names one council on both sides."));
        }

        return db.LearnAsync(delivery, agreement, agreement.AgreementReference, agreement.FirstDay,
            [agreement.Provider, agreement.Recipient], services, cancellationToken);
    }
}
