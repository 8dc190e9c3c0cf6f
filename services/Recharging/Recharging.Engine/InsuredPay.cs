using Recharging.Engine.Facts;
using Secondments.Contracts;

namespace Recharging.Engine;

/// <summary>
/// Charged days on which everything that the employer pays the person stays the same. National Insurance counts the earnings of all
/// employments with one employer together; the clause may say that it counts each for itself.
/// </summary>
/// <param name="Segment">These days of the employment that is charged.</param>
/// <param name="Others">The person's other employments that are paid on these days, in the order of their references.</param>
public sealed record InsuredPay(PaySegment Segment, IReadOnlyList<InsuredPay.Other> Others)
{
    private const string Parameter = "niEmployments";
    private const string Together = "together";
    private const string Each = "each";

    /// <summary>Another employment of the person and what it pays a year.</summary>
    public sealed record Other(string Employment, Known<PayChanged> Pay, Known<SpineRate>? Rate, decimal AnnualGbp)
    {
        public bool IsInScheme => Pay.Body.PensionScheme != "NONE";
    }

    public bool IsInScheme => Segment.Pay.Body.PensionScheme != "NONE";

    public decimal AnnualGbp => Segment.AnnualGbp + Others.Sum(other => other.AnnualGbp);

    /// <summary>Of it, the pay of the employments in a pension scheme.</summary>
    public decimal AnnualInSchemeGbp =>
        (IsInScheme ? Segment.AnnualGbp : 0) + Others.Where(other => other.IsInScheme).Sum(other => other.AnnualGbp);

    /// <exception cref="CannotBeWorkedOutException">No agreed rate for the point of another employment on one of the days.</exception>
    public static IReadOnlyList<InsuredPay> Of(KnownFacts facts, string employment, IReadOnlyList<PaySegment> segments)
    {
        List<string> others = [.. facts.Persons.Others(employment)];
        return others.Count == 0
            ? [.. segments.Select(segment => new InsuredPay(segment, []))]
            : [.. segments.SelectMany(segment => segment.Terms.OneOf(Parameter, Together, Each) == Each
                ? [new InsuredPay(segment, [])]
                : ByDays(facts, others, segment))];
    }

    private static List<InsuredPay> ByDays(KnownFacts facts, List<string> others, PaySegment segment)
    {
        var parts = new List<InsuredPay>();
        for (var day = segment.FirstDay; day < segment.FirstDay.AddDays(segment.Days); day = day.AddDays(1))
        {
            List<Other> paid = [.. others.Select(other => On(facts, other, day)).OfType<Other>()];
            if (parts.Count > 0 && parts[^1] is var last && last.Others.Select(Facts).SequenceEqual(paid.Select(Facts)))
            {
                parts[^1] = last with { Segment = last.Segment with { Days = last.Segment.Days + 1 } };
            }
            else
            {
                parts.Add(new InsuredPay(segment with { FirstDay = day, Days = 1 }, paid));
            }
        }

        return parts;

        static (long, long?) Facts(Other other) => (other.Pay.Number, other.Rate?.Number);
    }

    private static Other? On(KnownFacts facts, string employment, DateOnly day)
    {
        if (facts.HasLeft(employment, day) || facts.Pay(employment, day) is not { } pay)
        {
            return null;
        }

        var rate = PaySegment.RateOf(facts, pay, day);
        return new Other(employment, pay, rate, (rate?.Body.AnnualGbp ?? pay.Body.FullTimeSalaryGbp!.Value) * pay.Body.Fte);
    }
}
