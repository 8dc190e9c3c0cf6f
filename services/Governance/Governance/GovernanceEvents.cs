using Governance.Agendas;
using Governance.Contracts;
using Recharging.Contracts;

namespace Governance;

/// <summary>What Governance tells, and what it hears. README.md says when; a test holds both together.</summary>
public static class GovernanceEvents
{
    public static void Map(EventMap<GovernanceDb> events) => events
        .Publishes<DecisionRecorded>()
        .Publishes<AgreementInForce>()
        .Publishes<AgreementVaried>()
        .Publishes<AgreementEnded>()
        .Publishes<ClauseAgreed>()
        .Publishes<JointPersonRecorded>()
        .Publishes<JointPersonEnded>()
        .ListensTo("recharging")
        .On<DisputeEscalated>(WhenDisputeEscalated.Handle)
        .On<DisputeResolved>(WhenDisputeResolved.Handle);
}
