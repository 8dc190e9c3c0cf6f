using System.Globalization;
using Governance.Contracts;
using Recharging.Engine.Facts;

namespace Recharging.Tests;

/// <summary>Cost pools, costs and drivers by name.</summary>
internal static class GivenCosts
{
    /// <summary>HCC pays, IWC bears a part; null leaves a parameter out.</summary>
    public static ClauseAgreed APool(
        string number, string pool, string basis, string? parties = "HCC IWC", string? shares = null, string from = "2018-07-01",
        params (string Name, string? Value)[] otherwise)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["pool"] = pool, ["description"] = $"Pool {pool}", ["payee"] = "HCC", ["payer"] = "IWC", ["service"] = "social-care",
            ["basis"] = basis, ["parties"] = parties, ["shares"] = shares, ["lines"] = "per-pool", ["vatTreatment"] = "O",
        };
        foreach (var (name, value) in otherwise)
        {
            parameters[name] = value;
        }

        return Given.AClause(number, "cost-pool", from,
            [.. parameters.Where(parameter => parameter.Value is not null).Select(parameter => (parameter.Key, parameter.Value!))]);
    }

    /// <summary>Fixed percentages, 60 to 40.</summary>
    public static ClauseAgreed ASharedPool(string number = "C7", string pool = "mash", params (string Name, string? Value)[] otherwise) =>
        APool(number, pool, "fixed-percent", shares: "HCC 60, IWC 40", otherwise: otherwise);

    /// <summary>Items under a ceiling, all of them IWC's to pay.</summary>
    public static ClauseAgreed AnItemisedPool(
        string number, string pool, string? ceiling, params (string Name, string? Value)[] otherwise) => APool(
        number, pool, "fixed-percent", "IWC", "IWC 100",
        otherwise: [("lines", "per-item"), ("ceilingGbp", ceiling), .. otherwise]);

    public static CostIncurred ACost(
        string reference, string pool, decimal pounds, string period = "2023/24-P01", string? authority = null, string? bearer = null,
        string? day = null) => new(
        reference, "SP-2018", pool, period, pounds, $"Invoice {reference}", authority, bearer, day is null ? null : Given.Day(day), "HCC",
        "Ledger");

    public static PooledCostIncurred APooledCost(
        string reference, string pool, decimal pounds, string period = "2023/24-P01", string? authority = null, string? bearer = null,
        string? day = null) => new(ACost(reference, pool, pounds, period, authority, bearer, day));

    public static DriverMeasured ADriver(
        string driver, string party, decimal quantity, string? period = "2023/24-P01", string? pool = null, string? day = null) =>
        new(driver, "SP-2018", pool, party, period, day is null ? null : Given.Day(day), quantity, "HCC", "Return");

    public static DecisionRecorded ADecision(string reference, string liveFrom, string? liveUntil = null) => new()
    {
        DecisionReference = reference, Council = "IWC", Body = "Cabinet", Title = "New case system", DecidedOn = Given.Day(liveFrom),
        LiveFrom = Given.Day(liveFrom), LiveUntil = liveUntil is null ? null : Given.Day(liveUntil), OccurredAt = Given.Told,
    };

    /// <summary>Reads <c>HCC 120, IWC 40.5</c>.</summary>
    public static IEnumerable<(string Party, decimal Number)> Each(string text) => text
        .Split(", ", StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split(' '))
        .Select(part => (part[0], decimal.Parse(part[1], CultureInfo.InvariantCulture)));
}
