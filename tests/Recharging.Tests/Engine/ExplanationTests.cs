using Recharging.Engine;
using Recharging.Engine.Lines;
using Values;

namespace Recharging.Tests.Engine;

/// <summary>A second evaluator, which shares no arithmetic with the engine, gets the same penny from the explanation alone.</summary>
public sealed class ExplanationTests
{
    private static readonly AccountingPeriod April = Given.Period("2023/24-P01");

    [Fact]
    public void EveryLine_OfApril_CanBeWorkedOutFromItsExplanation()
    {
        foreach (var line in Draft.Lines(RechargeEngine.Calculate(Given.April().Known, Given.Councils, April, April), [], April))
        {
            WorkOut(line.Explain().Amount).ShouldBe(line.Amount.InPounds, line.Reference);
        }
    }

    [Fact]
    public void EveryDelta_OfAnAward_CanBeWorkedOutFromItsExplanation()
    {
        var facts = Given.April();
        var posted = AsPosted.Of(Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, April), [], April), April);
        facts.Learn(Given.APoint(34, 42403m, "2023-04-01"), Given.APoint(33, 41418m, "2023-04-01"));

        var lines = Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, April), posted, April.Next);

        lines.Count.ShouldBe(2);
        lines.ShouldAllBe(line => WorkOut(line.Explain().Amount) == line.Amount.InPounds);
    }

    [Fact]
    public void EveryLeaf_SaysWhereItIsFound()
    {
        foreach (var leaf in Draft.Lines(RechargeEngine.Calculate(Given.April().Known, Given.Councils, April, April), [], April)
            .SelectMany(line => line.Explain().Authorities.Append(line.Explain().Amount)).SelectMany(Leaves))
        {
            if (leaf.Step is not (Steps.CalendarDays or Steps.Number or Steps.Weight))
            {
                leaf.Source.ShouldNotBeNullOrEmpty(leaf.Says);
            }
        }
    }

    private static IEnumerable<Explanation> Leaves(Explanation step) => step.From is null ? [step] : step.From.SelectMany(Leaves);

    internal static decimal WorkOut(Explanation step)
    {
        if (step.From is not { } parts)
        {
            return step.Value!.Value;
        }

        if (step.Step == Steps.Share)
        {
            return Share(WorkOut(parts[0]), parts.Skip(1).ToList(), step.Party!);
        }

        var values = parts.Select(WorkOut).ToList();
        return step.Step switch
        {
            Steps.Sum => values.Sum(),
            Steps.Times => values.Aggregate((product, value) => product * value),
            Steps.DividedBy => values[0] / values.Skip(1).Aggregate(1m, (product, value) => product * value),
            Steps.Less => values[0] - values.Skip(1).Sum(),
            Steps.LeastOf => values.Min(),
            Steps.OutsideOf => Math.Abs(values[0]) > values[1] ? values[0] : 0,
            Steps.NotBelowNil => Math.Max(0, values[0]),
            Steps.RoundHalfUp => Math.Floor((Math.Abs(values[0]) * 100) + 0.5m) / 100 * Math.Sign(values[0]),
            _ => throw new InvalidOperationException($"No way to work out '{step.Step}'."),
        };
    }

    // Largest remainder by hand: whole pence down, then a penny each to the largest remainders, the first named of equals first.
    private static decimal Share(decimal whole, List<Explanation> weights, string party)
    {
        if (whole < 0)
        {
            return -Share(-whole, weights, party);
        }

        var total = weights.Sum(weight => weight.Value!.Value);
        var parts = weights.Select(weight => (weight.Party, Product: whole * 100 * weight.Value!.Value)).ToList();
        var left = (int)((whole * 100) - parts.Sum(part => Math.Floor(part.Product / total)));
        var lucky = parts.OrderByDescending(part => part.Product % total).Take(left).Select(part => part.Party).ToList();
        var mine = parts.Single(part => part.Party == party);
        return (Math.Floor(mine.Product / total) + (lucky.Contains(party) ? 1 : 0)) / 100;
    }
}
