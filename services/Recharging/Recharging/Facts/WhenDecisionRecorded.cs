using Governance.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>A decision may be cited from now on as what a charge rests on.</summary>
public static class WhenDecisionRecorded
{
    public static Task<Refusal?> Handle(
        DecisionRecorded decision, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken) =>
        db.LearnAsync(delivery, decision, decision.DecisionReference, decision.LiveFrom,
            [], services, cancellationToken);
}
