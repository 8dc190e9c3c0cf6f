using Secondments.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>The employment is paid so from a day on. Only the employer reads this fact; the other council sees its number and
/// hash.</summary>
public static class WhenPayChanged
{
    public static Task<Refusal?> Handle(
        PayChanged pay, Delivery delivery, RechargingDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (pay.Fte is <= 0 or > 1)
        {
            return Task.FromResult<Refusal?>(new Refusal("fte",
                $"{pay.EmploymentReference}: the part of full-time hours must be above 0 and at most 1."));
        }

        if (pay.SpinePoint is null && pay.FullTimeSalaryGbp is null)
        {
            return Task.FromResult<Refusal?>(new Refusal("no-pay",
                $"{pay.EmploymentReference}: the extract names neither a point nor a salary."));
        }

        return db.LearnAsync(delivery, pay, pay.EmploymentReference, pay.EffectiveFrom,
            [pay.EmployerCouncil], services, cancellationToken);
    }
}
