using Governance.Contracts;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Messaging;
using Values;

namespace Secondments.Authorities;

/// <summary>From now on staff may be placed under the agreement on its days.</summary>
public static class WhenAgreementInForce
{
    public static async Task<Refusal?> Handle(
        AgreementInForce told, Delivery delivery, SecondmentsDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        var authority = await db.Authorities.SingleOrDefaultAsync(
            known => known.AgreementReference == told.AgreementReference, cancellationToken);
        if (authority is not null)
        {
            return new Refusal("known-already", $"{told.AgreementReference} is in force already. Another term comes as a variation.");
        }

        db.Authorities.Add(new Authority
        {
            AgreementReference = told.AgreementReference,
            Title = told.Title,
            Provider = told.Provider,
            Recipient = told.Recipient,
            FirstDay = told.FirstDay,
            LastDay = told.LastDay,
            LegalBasis = told.LegalBasis,
        });
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }
}
