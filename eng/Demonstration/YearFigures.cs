using System.Text.Json.Nodes;

namespace Demonstration;

/// <summary>The figures of the year in the shape of <c>artifacts/demo.json</c>: the partnership's ten months, then the buy-back.</summary>
internal static class YearFigures
{
    public static void AddTo(JsonObject figures, YearTold told)
    {
        var lines = told.Lines.ToList();
        var explained = lines.Count(line => told.Explained[YearTold.Text(line, "reference")]);
        figures["year"] = new JsonObject
        {
            ["runs"] = told.Months.Count,
            ["lines"] = lines.Count,
            ["chargedGbp"] = YearTold.Sum(lines),
            ["awardDeltaLines"] = told.AwardDeltas.Count(),
            ["awardDeltaGbp"] = YearTold.Sum(told.AwardDeltas),
            ["explainedLines"] = explained,
            ["unexplainedLines"] = lines.Count - explained,
            ["knownAtMismatches"] = told.Readings.Mismatches,
            ["daysUncharged"] = told.Support.DaysUncharged,
            ["daysChargedTwice"] = told.Support.DaysChargedTwice,
        };
        figures["months"] = new JsonObject(told.Months.Append(told.BuyBack)
            .Select(month => KeyValuePair.Create(YearTold.Text(month, "period"), (JsonNode?)Month(month))));
        figures["awardDeltas"] = new JsonObject(told.AwardDeltas
            .GroupBy(line => YearTold.Text(line, "subject"), StringComparer.Ordinal)
            .Select(subject => KeyValuePair.Create(subject.Key, (JsonNode?)YearTold.Sum(subject))));
    }

    private static JsonObject Month(JsonNode statement)
    {
        var lines = YearTold.LinesOf(statement).ToList();
        return new JsonObject
        {
            ["lines"] = lines.Count,
            ["toHccGbp"] = YearTold.Sum(lines.Where(line => YearTold.Text(line, "payee") == "HCC")),
            ["toIwcGbp"] = YearTold.Sum(lines.Where(line => YearTold.Text(line, "payee") == "IWC")),
            ["vatGbp"] = lines.Sum(line => line["vatGbp"]!.GetValue<decimal>()),
            ["earlierMonthsGbp"] = YearTold.Sum(lines.Where(line =>
                YearTold.Text(line, "servicePeriod") != YearTold.Text(statement, "period"))),
        };
    }
}
