using Governance.Contracts;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Messaging;
using Values;

namespace Secondments.Authorities;

/// <summary>After this day nobody may be placed under the agreement. Secondments that go on after it show the first day not covered.</summary>
public static class WhenAgreementEnded
{
    public static async Task<Refusal?> Handle(
        AgreementEnded told, Delivery delivery, SecondmentsDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        var authority = await db.Authorities.SingleOrDefaultAsync(
            known => known.AgreementReference == told.AgreementReference, cancellationToken);
        if (authority is null)
        {
            return new Refusal("unknown-agreement", $"{told.AgreementReference} has ended, but never told to be in force.");
        }

        authority.LastDay = told.LastDay;
        authority.EndingReason = told.Reason;
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }
}
