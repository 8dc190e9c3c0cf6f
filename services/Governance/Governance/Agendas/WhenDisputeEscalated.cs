using Recharging.Contracts;

namespace Governance.Agendas;

/// <summary>The dispute goes on the agenda of the councils' board, and waits without a board when none is named.</summary>
public static class WhenDisputeEscalated
{
    public static async Task<Refusal?> Handle(
        DisputeEscalated dispute, Delivery delivery, GovernanceDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        var source = $"{delivery.Publisher}/{delivery.Aggregate}/{delivery.Version}";
        if (await db.AgendaItems.AnyAsync(known => known.Source == source, cancellationToken))
        {
            return null;
        }

        var clock = services.GetRequiredService<BusinessClock>();
        string[] parties = [dispute.Payee, dispute.Payer];
        var placement = await Placement.FindAsync(db, dispute.AgreementReference, parties, clock.Today(), cancellationToken);
        var disputed = Money.Pounds(dispute.DisputedGbp);
        db.AgendaItems.Add(new AgendaItem
        {
            BodyCode = placement.BodyCode,
            Placement = placement.Because,
            Matter = dispute.DisputeReference,
            AgreementReference = dispute.AgreementReference,
            Title = $"Dispute {dispute.DisputeReference}: {disputed} of line {dispute.LineReference} ({dispute.Reason})",
            Asked = $"Say how much of the {disputed} that {dispute.Payer} disputes on statement {dispute.StatementNumber} "
                + $"is owed to {dispute.Payee}.",
            Because = dispute.Because,
            Parties = parties,
            Source = source,
            PutOnAt = clock.GetUtcNow()
        });
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }
}
