using Governance.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Officers;

/// <summary>From now on the two sign-ins are two persons' again.</summary>
public static class WhenJointPersonEnded
{
    public static async Task<Refusal?> Handle(
        JointPersonEnded ended, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (await db.JointPersons.FindAsync([ended.JointPersonReference], cancellationToken) is not { } person)
        {
            return new Refusal("no-such-person", $"{ended.JointPersonReference} is not on record here.");
        }

        person.End();
        return null;
    }
}
