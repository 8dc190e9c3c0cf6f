using System.Globalization;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Facts;
using Values;

namespace Recharging.Charging;

/// <summary>What would be added if rates that are only offered were agreed. Shown, never charged.</summary>
public sealed record ContingentCharges(IReadOnlyList<string> Offers, IReadOnlyList<ContingentCharges.Line> Lines)
{
    /// <param name="AddedGbp">Before VAT; below nil where the offer is less than what is charged.</param>
    public sealed record Line(
        string AgreementReference, string Subject, string SubjectKind, string ServicePeriod, string Payee, string Payer, string Description,
        decimal AddedGbp);

    private static readonly ContingentCharges None = new([], []);

    /// <summary>Of the service periods from the first that is charged to the last that is asked for.</summary>
    public static ContingentCharges Of(Outlook outlook, AccountingPeriod last, RateStatus leastSure)
    {
        var offers = OffersOf(outlook.Facts, leastSure);
        if (offers.Count == 0)
        {
            return None;
        }

        var asAgreed = new KnownFacts(outlook.Facts, leastSure) { LastNumber = outlook.FactNumber };
        var differences = Difference.Between(
            RechargeEngine.Calculate(outlook.Known, outlook.Councils, outlook.FirstCharged, last),
            RechargeEngine.Calculate(asAgreed, outlook.Councils, outlook.FirstCharged, last));
        return new ContingentCharges(offers, [.. differences.Where(difference => difference.IsChange).Select(of => new Line(
            of.AgreementReference, of.Subject, of.SubjectKind, of.ServicePeriod.ToString(), of.Payee, of.Payer, of.Description,
            of.Delta.InPounds))]);
    }

    /// <summary>Up to a run's own month, by what the run pins. Call as the worker.</summary>
    public static async Task<ContingentCharges> OfAsync(RechargingDb db, Run run, CancellationToken cancellationToken) =>
        OffersOf(await db.FactsForAllAsync(run.FactNumber, cancellationToken), RateStatus.Offered).Count == 0
            ? None
            : Of(new Outlook(
                    run.Councils, await db.FactsAsync(run.FactNumber, cancellationToken), run.FactNumber, run.FirstServicePeriod, null),
                run.Period, RateStatus.Offered);

    // An offer is over once the same rate is agreed for the same day.
    private static List<string> OffersOf(IEnumerable<Known<object>> facts, RateStatus leastSure) =>
    [
        .. facts.Select(fact => OfferedRate.In(fact.Body)).OfType<OfferedRate>()
            .GroupBy(rate => (rate.Table, rate.Row, rate.From))
            .Select(rates => rates.Last(rate => rate.Status == rates.Max(other => other.Status)))
            .Where(rate => rate.Status >= leastSure && rate.Status < RateStatus.Agreed)
            .Select(rate => string.Create(CultureInfo.InvariantCulture,
                $"{rate.Table} from {rate.From:d MMMM yyyy}, {rate.Status.ToString().ToLowerInvariant()}: {rate.Source}."))
            .Distinct(StringComparer.Ordinal),
    ];

    private sealed record OfferedRate(string Table, string Row, DateOnly From, RateStatus Status, string Source)
    {
        public static OfferedRate? In(object fact) => fact switch
        {
            SpineRate rate => new(rate.Spine, $"{rate.Point}", rate.EffectiveFrom, rate.Status, rate.Source),
            PensionRate rate => new(rate.Employer, rate.Scheme, rate.EffectiveFrom, rate.Status, rate.Source),
            NationalInsuranceRate rate => new("National Insurance", "", rate.EffectiveFrom, rate.Status, rate.Source),
            LevyRate rate => new("Apprenticeship levy", "", rate.EffectiveFrom, rate.Status, rate.Source),
            _ => null,
        };
    }
}
