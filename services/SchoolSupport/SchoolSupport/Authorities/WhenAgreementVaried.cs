using Governance.Contracts;

namespace SchoolSupport.Authorities;

/// <summary>The agreement has another last day: support may be commissioned up to it.</summary>
public static class WhenAgreementVaried
{
    public static async Task<Refusal?> Handle(
        AgreementVaried told, Delivery delivery, SchoolSupportDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        var authority = await db.Authorities.FindAsync([told.AgreementReference], cancellationToken);
        if (authority is null)
        {
            return new("unknown-agreement", $"{told.AgreementReference} was varied, but never came into force as far as we know.");
        }

        authority.LastDay = told.LastDay;
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }
}
