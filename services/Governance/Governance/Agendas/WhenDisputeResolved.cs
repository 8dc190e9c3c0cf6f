using Recharging.Contracts;

namespace Governance.Agendas;

/// <summary>What the board had to say of a dispute is settled, on its word or without it.</summary>
public static class WhenDisputeResolved
{
    /// <remarks>A dispute that was never escalated is on no agenda: that is most of them.</remarks>
    public static async Task<Refusal?> Handle(
        DisputeResolved dispute, Delivery delivery, GovernanceDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        var item = await db.AgendaItems.SingleOrDefaultAsync(one => one.Matter == dispute.DisputeReference, cancellationToken);
        return item?.Settle(
            dispute.AcceptedGbp == 0
                ? $"The charge stands: nothing of the {Money.Pounds(dispute.DisputedGbp)} goes back."
                : $"{Money.Pounds(dispute.AcceptedGbp)} of the {Money.Pounds(dispute.DisputedGbp)} goes back.",
            dispute.OccurredAt.ToUniversalTime());
    }
}
