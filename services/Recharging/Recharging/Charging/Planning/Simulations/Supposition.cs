using Governance.Contracts;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Secondments.Contracts;
using Values;

namespace Recharging.Charging;

/// <summary>
/// What would be known if hypotheses came true: facts in memory, numbered after the last real one, one hypothesis resting on those
/// before it. The engine can't tell them from others.
/// </summary>
public sealed class Supposition
{
    private const string Reason = "Supposed by a simulation.";

    private readonly CouncilPair councils;
    private readonly DateTimeOffset now;
    private readonly List<Known<object>> facts;
    private RateStatus leastSure = RateStatus.Agreed;

    private Supposition(Outlook outlook, DateTimeOffset now)
    {
        (councils, this.now, facts) = (outlook.Councils, now, [.. outlook.Facts]);
        Facts = outlook.Known;
    }

    /// <summary>With every hypothesis so far.</summary>
    public KnownFacts Facts { get; private set; }

    /// <summary>The facts as they would be, or the first thing that can't be supposed.</summary>
    public static (KnownFacts? Facts, Refusal? Refusal) Of(Outlook outlook, IEnumerable<Hypothesis> hypotheses, DateTimeOffset now)
    {
        var supposition = new Supposition(outlook, now);
        foreach (var hypothesis in hypotheses)
        {
            if (supposition.Suppose(hypothesis) is { } refusal)
            {
                return (null, refusal);
            }
        }

        return (supposition.Facts, null);
    }

    private Refusal? Suppose(Hypothesis hypothesis) => hypothesis.Kind switch
    {
        Hypothesis.PayAward => Award(hypothesis),
        Hypothesis.OfferedRates => TakeOffers(),
        Hypothesis.Share => OfSecondment(hypothesis, secondment => Learn(new SecondmentVaried
        {
            SecondmentReference = secondment.Body.SecondmentReference, EffectiveFrom = hypothesis.From!.Value,
            HostSharePercent = hypothesis.HostSharePercent!.Value, Reason = Reason, OccurredAt = now,
        })),
        Hypothesis.SecondmentFirstDay => OfSecondment(hypothesis, secondment => FirstDay(secondment, hypothesis.FirstDay!.Value)),
        Hypothesis.SecondmentLastDay => OfSecondment(hypothesis, secondment => LastDay(secondment, hypothesis.LastDay!.Value)),
        Hypothesis.ClauseParameters => Clause(hypothesis),
        Hypothesis.AgreementLastDay => Agreement(hypothesis),
        _ => throw new InvalidOperationException($"What does a {hypothesis.Kind} suppose?"),
    };

    private Refusal? Award(Hypothesis award)
    {
        var from = award.From!.Value;
        var known = facts.Select(fact => fact.Body).OfType<SpineRate>().Where(rate => rate.Spine == award.Spine)
            .Select(rate => rate.Point).Distinct()
            .Select(point => Facts.Rates.Point(award.Spine!, point, from.AddDays(-1)) ?? Facts.Rates.Point(award.Spine!, point, from))
            .OfType<Known<SpineRate>>().Where(rate => rate.Body.EffectiveUntil is not { } last || last >= from)
            .ToDictionary(rate => rate.Body.Point, rate => rate.Body);
        var points = award.Points is { } named ? [.. named.Distinct()] : known.Keys.ToList();
        if (points.Count == 0 || points.Exists(point => !known.ContainsKey(point)))
        {
            return new Refusal("no-such-point", points.Count == 0
                ? $"No point of the spine {award.Spine} is paid by a known rate on {from:d MMMM yyyy}."
                : $"No rate is known for {award.Spine} {string.Join(", ", points.Where(point => !known.ContainsKey(point)))} "
                    + $"on {from:d MMMM yyyy}.");
        }

        var rates = points.ConvertAll(point => known[point] with
        {
            EffectiveFrom = from, Status = RateStatus.Agreed, AgreedOn = null, Source = Reason,
            AnnualGbp = Money.RoundHalfUp(known[point].AnnualGbp * (1 + ((award.AddPercent ?? 0) / 100)) + (award.AddGbp ?? 0)).InPounds,
        });
        return rates.Find(rate => rate.AnnualGbp < 0) is { } below
            ? new Refusal("below-nil", $"{below.Spine} {below.Point} would be paid less than nothing.")
            : Learn([.. rates]);
    }

    private Refusal? TakeOffers()
    {
        leastSure = RateStatus.Offered;
        return Learn();
    }

    private Refusal? FirstDay(Known<SecondmentStarted> secondment, DateOnly first) =>
        Facts.LastDay(secondment).LastDay < first
            ? new Refusal("last-before-first", $"{secondment.Body.SecondmentReference} would end before it starts.")
            : Learn(secondment.Body with { FirstDay = first });

    private Refusal? LastDay(Known<SecondmentStarted> secondment, DateOnly last)
    {
        var (reference, now) = (secondment.Body.SecondmentReference, this.now);
        if (last < secondment.Body.FirstDay)
        {
            return new Refusal("last-before-first", $"{reference} would end before it starts.");
        }

        return last > Facts.LastDay(secondment).LastDay
            ? Learn(new SecondmentExtended { SecondmentReference = reference, LastDay = last, Reason = Reason, OccurredAt = now })
            : Learn(new SecondmentEnded { SecondmentReference = reference, LastDay = last, Reason = Reason, OccurredAt = now });
    }

    private Refusal? Clause(Hypothesis hypothesis)
    {
        var from = hypothesis.From!.Value;
        var versions = facts.Select(fact => fact.Body).OfType<ClauseAgreed>()
            .Where(version => version.ClauseReference == hypothesis.Clause && IsOurs(version.AgreementReference)).ToList();
        if (versions.Where(version => version.EffectiveFrom <= from).MaxBy(version => (version.EffectiveFrom, version.Version))
            is not { } ruling || ruling.EffectiveUntil < from)
        {
            return new Refusal("no-such-clause",
                $"No clause {hypothesis.Clause} of {councils.First} and {councils.Second} rules on {from:d MMMM yyyy}.");
        }

        if (hypothesis.Parameters!.Keys.FirstOrDefault(name => !ruling.Parameters.ContainsKey(name)) is { } unknown)
        {
            return new Refusal("no-such-parameter", $"{hypothesis.Clause} says no {unknown}. "
                + $"It says {string.Join(", ", ruling.Parameters.Keys.Order(StringComparer.Ordinal))}.");
        }

        return Learn(ruling with
        {
            Version = versions.Max(version => version.Version) + 1,
            EffectiveFrom = from,
            Parameters = ruling.Parameters.ToDictionary(
                parameter => parameter.Key, parameter => hypothesis.Parameters.GetValueOrDefault(parameter.Key, parameter.Value)),
        });
    }

    private Refusal? Agreement(Hypothesis hypothesis)
    {
        var (reference, last) = (hypothesis.Agreement!, hypothesis.LastDay!.Value);
        if (!IsOurs(reference))
        {
            return new Refusal("no-such-agreement", $"No agreement {reference} of {councils.First} and {councils.Second} is known.");
        }

        return last < Facts.Agreement(reference)!.Body.FirstDay
            ? new Refusal("last-before-first", $"{reference} would end before it starts.")
            : Learn(new AgreementVaried { AgreementReference = reference, LastDay = last, DecisionReferences = [], OccurredAt = now });
    }

    private Refusal? OfSecondment(Hypothesis hypothesis, Func<Known<SecondmentStarted>, Refusal?> suppose) =>
        Facts.Secondments.FirstOrDefault(known => known.Body.SecondmentReference == hypothesis.Secondment
            && councils.Are(known.Body.HomeCouncil, known.Body.HostCouncil)) is { } secondment
            ? suppose(secondment)
            : new Refusal("no-such-secondment",
                $"No secondment {hypothesis.Secondment} between {councils.First} and {councils.Second} is known.");

    private bool IsOurs(string agreement) =>
        Facts.Agreement(agreement) is { } known && councils.Are(known.Body.Provider, known.Body.Recipient);

    private Refusal? Learn(params object[] supposed)
    {
        var number = Facts.LastNumber;
        facts.AddRange(supposed.Select(body => new Known<object>(++number, "supposed", body)));
        Facts = new KnownFacts(facts, leastSure) { LastNumber = number };
        return null;
    }
}
