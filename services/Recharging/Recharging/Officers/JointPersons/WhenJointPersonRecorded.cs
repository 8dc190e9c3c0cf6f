using Governance.Contracts;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Officers;

/// <summary>From now on the person's two sign-ins are one key here.</summary>
public static class WhenJointPersonRecorded
{
    public static async Task<Refusal?> Handle(
        JointPersonRecorded recorded, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (await db.JointPersons.AnyAsync(person => person.Reference == recorded.JointPersonReference, cancellationToken))
        {
            return null;
        }

        var signIns = recorded.SignIns.OrderBy(signIn => signIn.Key, StringComparer.Ordinal).ToList();
        db.JointPersons.Add(new JointPerson
        {
            Reference = recorded.JointPersonReference,
            Parties = [.. signIns.Select(signIn => signIn.Key)],
            SignIns = [.. signIns.Select(signIn => signIn.Value)],
        });
        return null;
    }
}
