using System.Globalization;

namespace Governance.Agreements;

/// <summary>What a cost pool's clause may say, by itself and beside the agreement's other pools.</summary>
public static class CostPoolRules
{
    private const int MostReceivers = 50;

    /// <summary>Within the clause, by parameter.</summary>
    public static IEnumerable<(string Name, string Fault)> Faults(IReadOnlyDictionary<string, string> given)
    {
        var parties = Codes(given, "parties");
        var pools = Codes(given, "stepsDownTo");
        string[] receivers = [.. parties, .. pools];
        if (receivers.Length is 0 or > MostReceivers || receivers.Distinct(StringComparer.Ordinal).Count() != receivers.Length)
        {
            yield return ("parties", $"Name the 1 to {MostReceivers} that share the pool once each, in parties or stepsDownTo.");
        }

        if (parties.Length > 0 && !parties.Contains(given["payer"]))
        {
            yield return ("parties", $"{given["payer"]} pays by this clause, so it must be one of the parties.");
        }

        if (given.TryGetValue("shares", out var shares) && ShareFault(shares, receivers) is { } shareFault)
        {
            yield return ("shares", shareFault);
        }

        if (pools.Length > 0 && !given.ContainsKey("order"))
        {
            yield return ("order", "A pool that steps down says its place in the order.");
        }

        if (pools.Length > 0 && (given["basis"] == "direct-actual" || given["lines"] == "per-item"))
        {
            yield return ("stepsDownTo", "Only a pool that is shared as a whole steps down to others.");
        }

        if (given.ContainsKey("ceilingGbp") && given["lines"] != "per-item")
        {
            yield return ("ceilingGbp", "A ceiling is watched item by item: say lines per-item.");
        }

        if (given.GetValueOrDefault("beforeStart") == "yes" && !given.ContainsKey("ceilingGbp"))
        {
            yield return ("ceilingGbp", "Costs from before the agreement starts need a ceiling of their own.");
        }
    }

    /// <summary>Beside the other clauses: pools that step down go one way, in the declared order, and stay with one payee.</summary>
    internal static Refusal? Offends(Clause clause, Agreement agreement)
    {
        var given = clause.Parameters;
        var others = agreement.Clauses
            .Where(other => other.Kind == clause.Kind && other.Number != clause.Number && other.Status is not ClauseStatus.Withdrawn)
            .GroupBy(other => other.Parameters["pool"], StringComparer.Ordinal)
            .ToDictionary(versions => versions.Key, versions => versions.MaxBy(other => other.Version)!.Parameters, StringComparer.Ordinal);
        if (agreement.Clauses.LastOrDefault(other => other.Number == clause.Number && other.Status is ClauseStatus.Agreed) is { } earlier
            && (earlier.Kind != clause.Kind || Kept(earlier.Parameters) != Kept(given)))
        {
            return new Refusal("pool-kept",
                $"A later version of {clause.Reference} keeps its pool, its lines and whether it has a ceiling. Agree another clause instead.");
        }

        foreach (var target in Codes(given, "stepsDownTo"))
        {
            if (!others.TryGetValue(target, out var receiver))
            {
                return new Refusal("no-such-pool", $"{agreement.Reference} has no cost pool {target} to step down to. Propose that first.");
            }

            if (receiver["payee"] != given["payee"] || receiver["lines"] != "per-pool")
            {
                return new Refusal("can-t-step-down",
                    $"{target} can't take what {given["pool"]} steps down: both need the same payee, and {target} lines per-pool.");
            }
        }

        if (CircleThrough(given["pool"], given, others) is { } circle)
        {
            return new Refusal("step-down-circle", $"These pools would step down in a circle: {string.Join(" → ", circle)}.");
        }

        var late = Codes(given, "stepsDownTo").FirstOrDefault(target => Order(others[target]) <= Order(given));
        return late is null
            ? null
            : new Refusal("step-down-order", $"{given["pool"]} steps down to {late}, which must then come later in the order.");
    }

    private static List<string>? CircleThrough(
        string pool, IReadOnlyDictionary<string, string> given, Dictionary<string, IReadOnlyDictionary<string, string>> others)
    {
        List<string>? From(string at, List<string> path)
        {
            foreach (var target in Codes(at == pool ? given : others[at], "stepsDownTo"))
            {
                if (target == pool)
                {
                    return [.. path, target];
                }

                if (others.ContainsKey(target) && !path.Contains(target) && From(target, [.. path, target]) is { } circle)
                {
                    return circle;
                }
            }

            return null;
        }

        return From(pool, [pool]);
    }

    private static string? ShareFault(string shares, string[] receivers)
    {
        var named = shares.Split(", ").Select(share => share.Split(' ')).ToList();
        if (!named.Select(share => share[0]).Order(StringComparer.Ordinal).SequenceEqual(receivers.Order(StringComparer.Ordinal)))
        {
            return $"The shares must name {string.Join(", ", receivers)}, once each.";
        }

        var total = named.Sum(share => decimal.Parse(share[1], CultureInfo.InvariantCulture));
        return total == 100 ? null : string.Create(CultureInfo.InvariantCulture, $"The shares add up to {total:0.####}%, not to 100%.");
    }

    private static string[] Codes(IReadOnlyDictionary<string, string> given, string name) =>
        given.TryGetValue(name, out var codes) ? codes.Split(' ') : [];

    // A pool that does not say its place comes after all that do.
    private static int Order(IReadOnlyDictionary<string, string> given) =>
        given.TryGetValue("order", out var order) ? int.Parse(order, CultureInfo.InvariantCulture) : int.MaxValue;

    private static (string, string, bool) Kept(IReadOnlyDictionary<string, string> given) =>
        (given["pool"], given["lines"], given.ContainsKey("ceilingGbp"));
}
