using Governance.Contracts;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Secondments.Contracts;
using Values;

namespace Recharging.Charging;

/// <summary>Why a month's statement charges a payer another sum than the statement before it. Every pound has one cause: a subject that
/// came or went, what its own facts say now, or a correction of an earlier month and what was learned that made it.</summary>
public sealed class MonthlyCauses
{
    private readonly KnownFacts before;
    private readonly KnownFacts now;
    private readonly List<object> learned;
    private readonly ILookup<string, object> learnedOf;
    private readonly ILookup<string, Known<SecondmentStarted>> secondments;

    /// <param name="facts">Known now or later.</param>
    /// <param name="factNumberBefore">Which the statement before pinned.</param>
    /// <param name="factNumber">Which this one pins.</param>
    public MonthlyCauses(IReadOnlyList<Known<object>> facts, long factNumberBefore, long factNumber)
    {
        before = new KnownFacts(facts.Where(fact => fact.Number <= factNumberBefore));
        now = new KnownFacts(facts.Where(fact => fact.Number <= factNumber));
        learned = [.. facts.Where(fact => fact.Number > factNumberBefore && fact.Number <= factNumber).Select(fact => fact.Body)];
        learnedOf = learned.Where(told => SubjectOf(told) is not null).ToLookup(told => SubjectOf(told)!);
        secondments = now.Secondments.ToLookup(known => known.Body.SecondmentReference);
    }

    /// <param name="last">One payer's lines of the statement before.</param>
    /// <param name="current">The same payer's lines of this one.</param>
    public IEnumerable<Cause> Of(IReadOnlyList<Amount> last, IReadOnlyList<Amount> current)
    {
        var then = last.Where(line => !line.IsCorrection).ToLookup(Key);
        var these = current.Where(line => !line.IsCorrection).ToLookup(Key);
        foreach (var key in then.Concat(these).Select(lines => lines.Key).Distinct())
        {
            yield return OfSubject([.. then[key]], [.. these[key]]);
        }

        foreach (var late in current.Where(line => line.IsCorrection).GroupBy(LearnedOf))
        {
            var sum = late.Sum(line => line.Owed);
            var months = late.Select(line => line.ServicePeriod).Distinct().Order().ToList();
            yield return new Cause(late.Key.Kind, $"{late.Key.Says} for {months[0]}{(months.Count == 1 ? "" : $" to {months[^1]}")}, "
                + $"{late.Count()} {(late.Count() == 1 ? "line" : "lines")}: {Cause.Change(sum)}.", sum);
        }

        if (last.Where(line => line.IsCorrection).ToList() is { Count: > 0 } gone)
        {
            var sum = -gone.Sum(line => line.Owed);
            yield return new Cause("correction-before",
                $"Corrections of earlier months in {gone[0].BillingPeriod}, {-sum}, do not come again: {Cause.Change(sum)}.", sum);
        }
    }

    private static (string Agreement, string Subject, string Payee) Key(Amount line) => (line.AgreementReference, line.Subject, line.Payee);

    private Cause OfSubject(Amount[] then, Amount[] these)
    {
        var sum = these.Sum(line => line.Owed) - then.Sum(line => line.Owed);
        var line = these.Length > 0 ? these[0] : then[0];
        Cause Because(string kind, string why) => new(kind, $"{line.Description}{why}: {Cause.Change(sum)}.", sum);
        return (line.SubjectKind, then.Length, these.Length) switch
        {
            (SubjectKinds.FixedCharge, _, _) => Because("fixed-charge", ", fixed charge"),
            (SubjectKinds.SupportDays, _, _) => Because("support-days", $", {(these.Length == 0 ? "no" : "other")} days with evidence"),
            (SubjectKinds.Secondment, 0, _) => Because("new-secondment", " is new"),
            (SubjectKinds.Secondment, _, 0) => Because("ended-secondment", " has ended"),
            (SubjectKinds.Secondment, _, _) => OfSecondment(then[0], these[0], Because),
            (_, 0, _) => Because("new-charge", " is new"),
            (_, _, 0) => Because("ended-charge", " is not charged any more"),
            _ => Because("other-charge", " costs another sum"),
        };
    }

    private Cause OfSecondment(Amount then, Amount these, Func<string, string, Cause> because)
    {
        var secondment = secondments[these.Subject].Single();
        var (was, @is) = (Standing.Of(before, secondment, then), Standing.Of(now, secondment, these));
        return @is.IsPart || was.IsPart ? because("part-month", @is.IsPart ? ", part of a month" : ", a whole month after a part")
            : was.SharePercent != @is.SharePercent ? because("share-change", ", another share")
            : was.Pay != @is.Pay ? because("pay-change", ", other pay or hours")
            : was.AnnualGbp != @is.AnnualGbp ? because(Cause.PayAward, ", pay award")
            : because("on-cost-rates", ", on-costs at other rates or thresholds");
    }

    private (string Kind, string Says) LearnedOf(Amount line)
    {
        var own = learnedOf[line.Subject]
            .Concat(secondments[line.Subject].SelectMany(known => learnedOf[known.Body.EmploymentReference])).ToList();
        return line.SubjectKind switch
        {
            SubjectKinds.FixedCharge => ("fixed-charge", $"{line.Description}, corrected"),
            SubjectKinds.SupportDays => ("support-days", $"{line.Description}, days learned late"),
            SubjectKinds.Secondment when own.OfType<SecondmentStarted>().Any() =>
                ("new-secondment", $"{line.Description}, start learned late"),
            SubjectKinds.Secondment when own.OfType<SecondmentVaried>().Any() => ("share-change", $"{line.Description}, another share"),
            SubjectKinds.Secondment when own.Exists(told => told is SecondmentEnded or SecondmentExtended) =>
                ("ended-secondment", $"{line.Description}, another last day"),
            SubjectKinds.Secondment when own.OfType<PayChanged>().Any() => ("pay-change", $"{line.Description}, other pay or hours"),
            SubjectKinds.Secondment when learned.Exists(told => told is SpineRate { Status: RateStatus.Agreed }) =>
                (Cause.PayAward, "Pay award"),
            SubjectKinds.Secondment when learned.Exists(told => told is NationalInsuranceRate or PensionRate or LevyRate) =>
                ("on-cost-rates", "On-costs at other rates"),
            SubjectKinds.Secondment when learned.Exists(told => told is ClauseAgreed) => ("clause", "Another version of a clause"),
            _ => ("correction", $"{line.Description}, corrected"),
        };
    }

    private static string? SubjectOf(object told) => told switch
    {
        SecondmentStarted started => started.SecondmentReference,
        SecondmentVaried varied => varied.SecondmentReference,
        SecondmentExtended extended => extended.SecondmentReference,
        SecondmentEnded ended => ended.SecondmentReference,
        PayChanged pay => pay.EmploymentReference,
        _ => null,
    };

    /// <summary>What makes a secondment's cost, at a month's end.</summary>
    private sealed record Standing(bool IsPart, decimal SharePercent, (int? Point, decimal? Salary, decimal Fte) Pay, decimal? AnnualGbp)
    {
        public static Standing Of(KnownFacts facts, Known<SecondmentStarted> secondment, Amount line)
        {
            var days = line.ServicePeriod.Days;
            var day = facts.LastDay(secondment).LastDay is var last && last < days.LastDay ? last : days.LastDay!.Value;
            var pay = facts.Pay(secondment.Body.EmploymentReference, day)?.Body;
            return new Standing(
                secondment.Body.FirstDay > days.FirstDay || last < days.LastDay,
                facts.HostShare(secondment, day).Percent,
                (pay?.SpinePoint, pay?.FullTimeSalaryGbp, pay?.Fte ?? 0),
                pay?.SpinePoint is { } point ? facts.Rates.Point(pay.Spine, point, day)?.Body.AnnualGbp : null);
        }
    }
}
