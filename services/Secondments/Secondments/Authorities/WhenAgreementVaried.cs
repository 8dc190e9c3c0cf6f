using Governance.Contracts;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Messaging;
using Values;

namespace Secondments.Authorities;

/// <summary>The agreement is an authority until another day. Secondments that now go on after it show the first day not covered.</summary>
public static class WhenAgreementVaried
{
    public static async Task<Refusal?> Handle(
        AgreementVaried told, Delivery delivery, SecondmentsDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        var authority = await db.Authorities.SingleOrDefaultAsync(
            known => known.AgreementReference == told.AgreementReference, cancellationToken);
        if (authority is null)
        {
            return new Refusal("unknown-agreement", $"{told.AgreementReference} was varied, but never told to be in force.");
        }

        authority.LastDay = told.LastDay;
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }
}
