using System.Globalization;
using System.Text.Json.Nodes;

namespace Demonstration;

/// <summary>The figures of the year in the shape of <c>artifacts/demo.json</c>: all of the partnership, then month by month.</summary>
internal static class YearFigures
{
    public static void AddTo(JsonObject figures, YearTold told)
    {
        var lines = told.Partnership.ToList();
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
            ["finalAccountGbp"] = YearTold.Sum(told.FinalAccount),
            ["daysUncharged"] = told.Support.DaysUncharged,
            ["daysChargedTwice"] = told.Support.DaysChargedTwice,
        };
        figures["months"] = new JsonObject(told.Statements
            .Select(month => KeyValuePair.Create(YearTold.Text(month, "period"), (JsonNode?)Month(month))));
        figures["contingent"] = new JsonObject(told.Notes.Offers.Select(offer => KeyValuePair.Create(
            offer.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (JsonNode?)Contingent(offer.Contingent))));
        figures["awardDeltas"] = new JsonObject(told.AwardDeltas
            .GroupBy(line => YearTold.Text(line, "subject"), StringComparer.Ordinal)
            .Select(subject => KeyValuePair.Create(subject.Key, (JsonNode?)YearTold.Sum(subject))));
    }

    private static JsonObject Contingent(JsonNode answer)
    {
        var lines = answer["lines"]!.AsArray();
        return new JsonObject { ["lines"] = lines.Count, ["addedGbp"] = lines.Sum(line => line!["addedGbp"]!.GetValue<decimal>()) };
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
