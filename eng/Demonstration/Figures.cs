using System.Text.Json.Nodes;

namespace Demonstration;

/// <summary>The figures of the month, all read back through the API, in the shape of <c>artifacts/demo.json</c>.</summary>
internal static class Figures
{
    public static async Task<JsonObject> ReadAsync(Telling told)
    {
        var statement = await told.Services.StatementAsync(told.Statement);
        var reconciliation = (await told.Services.ReconciliationAsync(told.Statement))!;
        var flow = await EventFlow.ReadAsync(told.Services);
        var lines = statement["lines"]!.AsArray();
        var owed = statement["owed"]!.AsArray().ToDictionary(part => part!["council"]!.GetValue<string>(), part => part!["grossGbp"]!.GetValue<decimal>());

        return new JsonObject
        {
            ["statement"] = new JsonObject
            {
                ["number"] = told.Statement,
                ["period"] = statement["period"]!.GetValue<string>(),
                ["grossToHccGbp"] = owed["HCC"],
                ["grossToIwcGbp"] = owed["IWC"],
                ["netGbp"] = statement["netGbp"]!.GetValue<decimal>(),
                ["lines"] = lines.Count,
                ["agreed"] = lines.Count(line => StateOf(line) == "agreed"),
                ["disputed"] = lines.Count(line => StateOf(line) is "disputed" or "partDisputed"),
            },
            ["lines"] = new JsonObject(lines.Select(line => KeyValuePair.Create(
                line!["subject"]!.GetValue<string>(), (JsonNode?)line["amountGbp"]!.GetValue<decimal>()))),
            ["ledger"] = new JsonObject
            {
                ["hccLines"] = await LinesTakenAsync(told.Hampshire),
                ["iwcLines"] = await LinesTakenAsync(told.IsleOfWight),
            },
            ["matching"] = new JsonObject
            {
                ["matched"] = reconciliation["matched"]!.GetValue<int>(),
                ["matchedWithDifference"] = reconciliation["matchedWithDifference"]!.GetValue<int>(),
                ["unmatchedHcc"] = reconciliation["unmatched"]!["HCC"]!.GetValue<int>(),
                ["unmatchedIwc"] = reconciliation["unmatched"]!["IWC"]!.GetValue<int>(),
                ["outOfScope"] = reconciliation["outOfScope"]!.GetValue<int>(),
                ["byReason"] = reconciliation["byReason"]!.DeepClone(),
            },
            ["balances"] = new JsonObject(reconciliation["balances"]!.AsArray().Select(balance => KeyValuePair.Create(
                balance!["council"]!.GetValue<string>(), (JsonNode?)balance["closingGbp"]!.GetValue<decimal>()))),
            ["differenceGbp"] = reconciliation["differenceGbp"]!.GetValue<decimal>(),
            ["itemsGbp"] = reconciliation["items"]!.AsArray().Sum(item => item!["amountGbp"]!.GetValue<decimal>()),
            ["unexplainedGbp"] = reconciliation["unexplainedGbp"]!.GetValue<decimal>(),
            ["journals"] = await JournalsAsync(told),
            ["events"] = new JsonObject
            {
                ["published"] = flow.Published.Values.Sum(),
                ["consumed"] = new JsonObject(flow.Consumed.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
                ["parked"] = flow.Parked,
            },
        };
    }

    private static string StateOf(JsonNode? line) => line!["state"]!.GetValue<string>();

    private static async Task<int> LinesTakenAsync(Office office) =>
        (await office.Erp.GetAsync($"recharging/v1/ledger-batches/{office.Council}-GL-2023-04"))["accepted"]!.GetValue<int>();

    // Both books: each ERP sees its own journals only, so both are asked.
    private static async Task<JsonObject> JournalsAsync(Telling told)
    {
        decimal debits = 0, credits = 0;
        int acknowledged = 0, rejected = 0;
        foreach (var office in new[] { told.Hampshire, told.IsleOfWight })
        {
            var ofTheMonth = (await office.Erp.GetAsync("recharging/v1/journals")).AsArray()
                .Where(row => row!["statementNumber"]!.GetValue<string>() == told.Statement);
            foreach (var row in ofTheMonth)
            {
                var journal = await office.Erp.GetAsync($"recharging/v1/journals/{row!["reference"]}");
                debits += journal["debitsGbp"]!.GetValue<decimal>();
                credits += journal["creditsGbp"]!.GetValue<decimal>();
                acknowledged += journal["state"]!.GetValue<string>() == "posted" ? 1 : 0;
                rejected += journal["version"]!.GetValue<int>() - 1;
            }
        }

        return new JsonObject { ["debitsGbp"] = debits, ["creditsGbp"] = credits, ["acknowledged"] = acknowledged, ["rejected"] = rejected };
    }
}
