using Governance.Contracts;
using Microsoft.EntityFrameworkCore;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using Recharging.Facts;
using Values;

namespace Recharging.Settling;

/// <summary>What the clauses say that an invoice needs besides its lines: the rate of VAT, and the terms of payment.</summary>
public sealed class AgreedTerms(IReadOnlyList<Known<ClauseAgreed>> clauses)
{
    public static async Task<AgreedTerms> OfAsync(RechargingDb db, CancellationToken cancellationToken)
    {
        var facts = await db.Facts.AsNoTracking().Where(fact => fact.Kind == nameof(ClauseAgreed)).ToListAsync(cancellationToken);
        return new AgreedTerms([.. facts.Select(FactKinds.Read)
            .Select(fact => new Known<ClauseAgreed>(fact.Number, fact.Sha256, (ClauseAgreed)fact.Body))]);
    }

    /// <summary>
    /// The rate that a standard-rated line was charged at, from its clause as it ruled in the service period: a version that came
    /// later, or ruled for days without a charge, is told from the right one by the VAT that the line has.
    /// </summary>
    public decimal VatRatePercent(StatementLine line)
    {
        if (line.VatTreatment != VatTreatments.Standard)
        {
            return 0m;
        }

        var lastDay = ServiceDays.Of(line.ServicePeriod).LastDay;
        var rates = clauses
            .Where(clause => clause.Body.ClauseReference == line.ClauseReference && clause.Body.EffectiveFrom <= lastDay)
            .OrderByDescending(clause => (clause.Body.EffectiveFrom, clause.Body.Version, clause.Number))
            .Select(clause => new ClauseTerms(clause).Vat)
            .Where(terms => terms.Treatment == VatTreatments.Standard)
            .ToList();
        return (rates.Find(terms => (terms.On(line.Amount) - line.Vat).Abs().Pence <= 1) ?? rates.FirstOrDefault())?.RatePercent ?? 0m;
    }

    /// <summary>As <see cref="PaymentTerms.ShortestDays"/> has it.</summary>
    public int? PaymentTermsDays(IEnumerable<string> agreements, DateOnly today) => PaymentTerms.ShortestDays(
        new KnownFacts(clauses.Select(clause => new Known<object>(clause.Number, clause.Sha256, clause.Body))), agreements, today);
}

/// <summary>The days that a service period stands for on an invoice; the year's closing period stands for the year.</summary>
public static class ServiceDays
{
    public static DateRange Of(AccountingPeriod period) =>
        period.IsClosingPeriod ? new DateRange(period.Year.FirstDay, period.Year.LastDay) : period.Days;
}
