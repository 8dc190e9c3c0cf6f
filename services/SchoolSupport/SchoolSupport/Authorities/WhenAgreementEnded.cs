using Governance.Contracts;

namespace SchoolSupport.Authorities;

/// <summary>The agreement is no authority after its last day: later visits are refused, and the commissions that had some are noted.</summary>
public static class WhenAgreementEnded
{
    public static async Task<Refusal?> Handle(
        AgreementEnded told, Delivery delivery, SchoolSupportDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        var authority = await db.Authorities.FindAsync([told.AgreementReference], cancellationToken);
        if (authority is null)
        {
            return new("unknown-agreement", $"{told.AgreementReference} ended, but never came into force as far as we know.");
        }

        authority.LastDay = told.LastDay;
        var clock = services.GetRequiredService<BusinessClock>();
        var cutShort = await db.Commissions.AsNoTracking()
            .Where(commission => commission.AgreementReference == told.AgreementReference && commission.LastDay > told.LastDay)
            .Select(commission => new { commission.Reference, commission.ProviderCouncil })
            .ToListAsync(cancellationToken);
        db.Audit.AddRange(cutShort.Select(commission => AuditEntry.BySystem(
            commission.ProviderCouncil,
            clock,
            nameof(WhenAgreementEnded),
            commission.Reference,
            $"{told.AgreementReference} ends on {told.LastDay:yyyy-MM-dd}, before the commission does. {told.Reason}")));

        await db.SaveChangesAsync(cancellationToken);
        return null;
    }
}
