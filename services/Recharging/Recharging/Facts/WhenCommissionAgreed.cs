using SchoolSupport.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>Days with evidence are charged at this rate, when a council is the funder.</summary>
public static class WhenCommissionAgreed
{
    public static Task<Refusal?> Handle(
        CommissionAgreed commission, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (commission.LastDay < commission.FirstDay)
        {
            return Task.FromResult<Refusal?>(new Refusal("last-before-first",
                $"{commission.CommissionReference} would end before it starts."));
        }

        if (commission.DayRateGbp < 0)
        {
            return Task.FromResult<Refusal?>(new Refusal("day-rate", $"{commission.CommissionReference}: a day rate below nil can't be."));
        }

        return db.LearnAsync(delivery, commission, commission.CommissionReference, commission.FirstDay,
            commission.FundingCouncil is { } funder
                ? [commission.ProviderCouncil, funder] : [commission.ProviderCouncil], services, cancellationToken);
    }
}
