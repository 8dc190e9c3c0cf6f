using Secondments.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>The host is charged its share of the person from the first day on.</summary>
public static class WhenSecondmentStarted
{
    public static Task<Refusal?> Handle(
        SecondmentStarted secondment, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (secondment.LastDay < secondment.FirstDay)
        {
            return Task.FromResult<Refusal?>(new Refusal("last-before-first",
                $"{secondment.SecondmentReference} would end before it starts."));
        }

        if (secondment.HostSharePercent is <= 0 or > 100)
        {
            return Task.FromResult<Refusal?>(new Refusal("share",
                $"{secondment.SecondmentReference}: a share of {secondment.HostSharePercent}% can't be charged."));
        }

        return db.LearnAsync(delivery, secondment, secondment.SecondmentReference, secondment.FirstDay,
            [secondment.HomeCouncil, secondment.HostCouncil], services, cancellationToken);
    }
}
