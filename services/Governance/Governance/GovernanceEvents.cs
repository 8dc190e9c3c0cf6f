using Governance.Contracts;

namespace Governance;

/// <summary>What Governance tells. It listens to nobody yet.</summary>
public static class GovernanceEvents
{
    public static void Map(EventMap<GovernanceDb> events) => events
        .Publishes<DecisionRecorded>()
        .Publishes<AgreementInForce>()
        .Publishes<AgreementVaried>()
        .Publishes<AgreementEnded>()
        .Publishes<ClauseAgreed>();
}
