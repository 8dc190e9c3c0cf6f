using Governance.Contracts;

namespace SchoolSupport.Authorities;

/// <summary>From now on support may be commissioned under the agreement, on its days.</summary>
public static class WhenAgreementInForce
{
    public static async Task<Refusal?> Handle(
        AgreementInForce told, Delivery delivery, SchoolSupportDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (told.LastDay < told.FirstDay)
        {
            return new("ends-before-it-starts", $"{told.AgreementReference} would end on {told.LastDay:yyyy-MM-dd}, before its first day.");
        }

        var authority = await db.Authorities.FindAsync([told.AgreementReference], cancellationToken);
        if (authority is null)
        {
            db.Authorities.Add(new Authority
            {
                AgreementReference = told.AgreementReference,
                Title = told.Title,
                Provider = told.Provider,
                Recipient = told.Recipient,
                FirstDay = told.FirstDay,
                LastDay = told.LastDay,
                Parties = [told.Provider, told.Recipient],
            });
        }
        else
        {
            authority.Title = told.Title;
            authority.Provider = told.Provider;
            authority.Recipient = told.Recipient;
            authority.FirstDay = told.FirstDay;
            authority.LastDay = told.LastDay;
            authority.Parties = [told.Provider, told.Recipient];
        }

        await db.SaveChangesAsync(cancellationToken);
        return null;
    }
}
