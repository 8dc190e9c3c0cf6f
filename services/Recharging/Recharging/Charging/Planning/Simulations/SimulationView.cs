using Governance.Contracts;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using Values;

namespace Recharging.Charging;

/// <summary>What hypotheses would change: each council's months, the lines, and what is left below each ceiling. Before VAT.</summary>
/// <param name="FactNumber">The last real fact; hypotheses come after it.</param>
/// <param name="EngineBuild">Of the code that worked it out, as a run's preview says it.</param>
/// <param name="LineCount">Of the lines that change; the first thousand are shown.</param>
/// <param name="Findings">What is missing already, whatever is supposed.</param>
/// <param name="Uncharged">Days that would not be charged, and are by what is known.</param>
public sealed record SimulationView(
    string[] Councils, string FirstPeriod, string LastPeriod, long FactNumber, int EngineVersion, string EngineBuild,
    IReadOnlyList<SimulationView.Month> Totals, IReadOnlyList<SimulationView.Month> Months, int LineCount,
    IReadOnlyList<SimulationView.Line> Lines, IReadOnlyList<SimulationView.Ceiling> Ceilings, IReadOnlyList<string> Findings,
    IReadOnlyList<UnchargedDays> Uncharged)
{
    private const int MostLines = 1_000;

    /// <summary>What a council owes the other; in the totals the period is null.</summary>
    public sealed record Month(
        string? Period, string Payer, decimal AsKnownGbp, decimal HypotheticalGbp, decimal DeltaGbp, IReadOnlyList<OfKind> Kinds);

    public sealed record OfKind(string SubjectKind, decimal AsKnownGbp, decimal HypotheticalGbp, decimal DeltaGbp);

    public sealed record Line(
        string AgreementReference, string Subject, string SubjectKind, string ServicePeriod, string Payee, string Payer, string Description,
        string Working, decimal AsKnownGbp, decimal HypotheticalGbp, decimal DeltaGbp, IReadOnlyList<LineComponent> Components);

    /// <summary>All that a clause with a ceiling charges, from the first month charged here on.</summary>
    public sealed record Ceiling(
        string ClauseReference, decimal CeilingGbp, decimal HypotheticalCeilingGbp, decimal AsKnownGbp, decimal HypotheticalGbp,
        decimal LeftGbp, decimal HypotheticalLeftGbp);

    public static SimulationView Of(
        Outlook outlook, KnownFacts supposed, Calculation before, Calculation after, AccountingPeriod first, AccountingPeriod last)
    {
        var differences = Difference.Between(before, after).Where(difference => difference.ServicePeriod >= first).ToList();
        var changes = differences.Where(difference => difference.IsChange).ToList();
        IEnumerable<Month> MonthsOf(string? period, IEnumerable<Difference> of) => outlook.Councils.Both.Select(payer =>
            Sum(period, payer, [.. of.Where(difference => difference.Payer == payer)]));
        return new SimulationView(
            outlook.Councils.Both, first.ToString(), last.ToString(), outlook.FactNumber, RechargeEngine.Version, RechargeEngine.Build,
            [.. MonthsOf(null, differences)],
            [.. differences.GroupBy(difference => difference.ServicePeriod).SelectMany(month => MonthsOf(month.Key.ToString(), month))],
            changes.Count,
            [.. changes.Take(MostLines).Select(Show)],
            [.. Below(outlook, supposed, before, after, last)],
            [.. before.Findings.Select(finding => finding.Sentence).Distinct(StringComparer.Ordinal)],
            [.. after.Uncharged.Except(before.Uncharged)]);
    }

    private static Month Sum(string? period, string payer, IReadOnlyList<Difference> of)
    {
        var kinds = of.GroupBy(difference => difference.SubjectKind)
            .OrderBy(kind => SubjectKinds.Rank(kind.Key))
            .Select(kind => new OfKind(kind.Key, kind.Sum(difference => difference.AsKnown).InPounds,
                kind.Sum(difference => difference.Supposed).InPounds, kind.Sum(difference => difference.Delta).InPounds));
        return new Month(period, payer, of.Sum(difference => difference.AsKnown).InPounds,
            of.Sum(difference => difference.Supposed).InPounds, of.Sum(difference => difference.Delta).InPounds, [.. kinds]);
    }

    private static Line Show(Difference of) => new(
        of.AgreementReference, of.Subject, of.SubjectKind, of.ServicePeriod.ToString(), of.Payee, of.Payer, of.Description, of.Working,
        of.AsKnown.InPounds, of.Supposed.InPounds, of.Delta.InPounds, of.Components);

    private static IEnumerable<Ceiling> Below(
        Outlook outlook, KnownFacts supposed, Calculation before, Calculation after, AccountingPeriod last)
    {
        static Money Charged(Calculation calculation, string clause) =>
            calculation.Charges.Where(charge => charge.ClauseReference == clause).Sum(charge => charge.Owed);
        var known = CeilingsOf(outlook.Known, outlook.Councils, last);
        foreach (var (clause, ceiling) in CeilingsOf(supposed, outlook.Councils, last))
        {
            var (asKnown, hypothetical) = (Charged(before, clause), Charged(after, clause));
            var former = known.GetValueOrDefault(clause, ceiling);
            yield return new Ceiling(clause, former.InPounds, ceiling.InPounds, asKnown.InPounds, hypothetical.InPounds,
                (former - asKnown).InPounds, (ceiling - hypothetical).InPounds);
        }
    }

    private static SortedDictionary<string, Money> CeilingsOf(KnownFacts facts, CouncilPair councils, AccountingPeriod last)
    {
        var ceilings = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var terms in facts.Agreements.Where(agreement => councils.Are(agreement.Body.Provider, agreement.Body.Recipient))
            .SelectMany(agreement => facts.RulingClauses(agreement.Body.AgreementReference, LastDay(facts, agreement, last)))
            .Select(clause => new ClauseTerms(clause)).Where(terms => terms.Find("ceilingGbp") is not null))
        {
            ceilings[terms.Reference] = Money.Pounds(terms.Number("ceilingGbp"));
        }

        return ceilings;
    }

    // An agreement that is over by then is held by its clauses as they were at its end.
    private static DateOnly LastDay(KnownFacts facts, Known<AgreementInForce> agreement, AccountingPeriod last) =>
        facts.LiveDays(agreement.Body.AgreementReference)?.LastDay is { } end && end < last.LastDay ? end : last.LastDay;
}
