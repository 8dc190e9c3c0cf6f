using System.Text.Json.Nodes;

namespace Demonstration;

/// <summary>
/// Works a line out again from its explanation alone, step by step. Knows nothing of the product but the names of the steps.
/// </summary>
internal static class Explained
{
    /// <summary>Whether the explanation comes to the same penny as the line.</summary>
    public static bool Agrees(JsonNode line, JsonNode answer) =>
        WorkOut(answer["explanation"]!["amount"]!) == line["amountGbp"]!.GetValue<decimal>();

    private static decimal WorkOut(JsonNode step)
    {
        if (step["from"]?.AsArray() is not { Count: > 0 } parts)
        {
            return step["value"]!.GetValue<decimal>();
        }

        var name = step["step"]!.GetValue<string>();
        if (name == "share")
        {
            return Share(WorkOut(parts[0]!), [.. parts.Skip(1)], step["party"]!.GetValue<string>());
        }

        var values = parts.Select(part => WorkOut(part!)).ToList();
        return name switch
        {
            "sum" => values.Sum(),
            "times" => values.Aggregate((product, value) => product * value),
            "divided-by" => values[0] / values.Skip(1).Aggregate(1m, (product, value) => product * value),
            "less" => values[0] - values.Skip(1).Sum(),
            "least-of" => values.Min(),
            "outside-of" => Math.Abs(values[0]) > values[1] ? values[0] : 0,
            "not-below-nil" => Math.Max(0, values[0]),
            "round-half-up" => decimal.Round(values[0], 2, MidpointRounding.AwayFromZero),
            _ => throw new InvalidOperationException($"No way to work out '{name}'."),
        };
    }

    // Whole pence down, then a penny each to the largest remainders, the first named of equals first.
    private static decimal Share(decimal whole, List<JsonNode?> weights, string party)
    {
        var total = weights.Sum(weight => weight!["value"]!.GetValue<decimal>());
        var parts = weights
            .Select(weight => (
                Party: weight!["party"]!.GetValue<string>(),
                Exact: whole * 100 * weight["value"]!.GetValue<decimal>() / total))
            .ToList();
        var left = (int)(whole * 100 - parts.Sum(part => Math.Floor(part.Exact)));
        var lucky = parts.OrderByDescending(part => part.Exact - Math.Floor(part.Exact)).Take(left).Select(part => part.Party).ToList();
        var mine = parts.Single(part => part.Party == party);
        return (Math.Floor(mine.Exact) + (lucky.Contains(party) ? 1 : 0)) / 100;
    }
}
