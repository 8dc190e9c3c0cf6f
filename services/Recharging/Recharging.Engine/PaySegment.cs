using Recharging.Engine.Facts;
using Secondments.Contracts;

namespace Recharging.Engine;

/// <summary>Consecutive charged days with the same pay, rate, share and clause: a change of any of them splits the month.</summary>
public sealed record PaySegment(
    DateOnly FirstDay, int Days, Known<PayChanged> Pay, Known<SpineRate>? Rate, decimal HostSharePercent, long ShareFact, ClauseTerms Terms)
{
    /// <summary>Full-time pay a year: the spine's rate, or the salary itself off the spine.</summary>
    public decimal FullTimeAnnualGbp => Rate?.Body.AnnualGbp ?? Pay.Body.FullTimeSalaryGbp!.Value;

    /// <summary>The whole employment's pay a year.</summary>
    public decimal AnnualGbp => FullTimeAnnualGbp * Pay.Body.Fte;

    /// <summary>Why the whole employment is paid so.</summary>
    public Explanation Explain()
    {
        var fullTime = Rate is { } rate
            ? new Explanation(Steps.Rate,
                $"{rate.Body.Spine} point {rate.Body.Point} from {rate.Body.EffectiveFrom:d MMMM yyyy}, "
                    + $"{rate.Body.Status.ToString().ToLowerInvariant()}: {rate.Body.Source}.",
                FullTimeAnnualGbp, rate.Reference, rate.Sha256)
            : new Explanation(Steps.PayFact, "Full-time salary off the spine.", FullTimeAnnualGbp, Pay.Reference, Pay.Sha256);
        return Explanation.Times("The whole employment's pay a year.", AnnualGbp, fullTime,
            new Explanation(Steps.PayFact, "Contracted hours over full-time hours.", Pay.Body.Fte, Pay.Reference, Pay.Sha256))
            with { PayOf = Pay.Body.EmployerCouncil };
    }

    /// <exception cref="CannotBeWorkedOutException">No pay fact, or no agreed rate for its point, on one of the days.</exception>
    public static IReadOnlyList<PaySegment> Of(
        KnownFacts facts, Known<SecondmentStarted> secondment, IReadOnlyList<(DateOnly Day, ClauseTerms Terms)> days)
    {
        var segments = new List<PaySegment>();
        foreach (var (day, terms) in days)
        {
            var next = On(facts, secondment, day, terms);
            if (segments.Count > 0 && segments[^1] is var last && last.Continues(next))
            {
                segments[^1] = last with { Days = last.Days + 1 };
            }
            else
            {
                terms.OneOf("partMonth", "calendar-days");
                segments.Add(next);
            }
        }

        return segments;
    }

    private bool Continues(PaySegment next) =>
        FirstDay.AddDays(Days) == next.FirstDay
        && Pay.Number == next.Pay.Number
        && Rate?.Number == next.Rate?.Number
        && HostSharePercent == next.HostSharePercent
        && ShareFact == next.ShareFact
        && Terms.Fact.Number == next.Terms.Fact.Number;

    private static PaySegment On(KnownFacts facts, Known<SecondmentStarted> secondment, DateOnly day, ClauseTerms terms)
    {
        var employment = secondment.Body.EmploymentReference;
        var pay = facts.Pay(employment, day)
            ?? throw new CannotBeWorkedOutException(
                $"{secondment.Body.SecondmentReference}: no pay of {employment} is known for {day:d MMMM yyyy}.");
        var (percent, shareFact) = facts.HostShare(secondment, day);
        return new PaySegment(day, 1, pay, RateOf(facts, pay, day), percent, shareFact, terms);
    }

    /// <summary>The rate of the point that is paid; null off the spine.</summary>
    /// <exception cref="CannotBeWorkedOutException">No agreed rate for it on the day.</exception>
    public static Known<SpineRate>? RateOf(KnownFacts facts, Known<PayChanged> pay, DateOnly day)
    {
        if (pay.Body.FullTimeSalaryGbp is not null)
        {
            return null;
        }

        return pay.Body.SpinePoint is { } point
            ? facts.Rates.Point(pay.Body.Spine, point, day) ?? throw new CannotBeWorkedOutException(
                $"No agreed pay is known on {day:d MMMM yyyy} for the point that {pay.Body.EmploymentReference} is on ({pay.Reference}).")
            : throw new CannotBeWorkedOutException($"The pay of {pay.Body.EmploymentReference} names neither a point nor a salary.");
    }
}
