using System.Globalization;
using System.Text.Json.Nodes;

namespace Demonstration;

/// <summary>The year as a finance officer reads it in a terminal.</summary>
internal sealed class YearPrintout(TextWriter paper)
{
    private const int Width = 112;

    public void Year(YearTold told)
    {
        paper.WriteLine();
        Rule('=');
        paper.WriteLine("APRIL 2023 TO THE BUY-BACK OF FEBRUARY 2024");
        Rule('=');
        Row("Statement", "issued", "lines", "HCC charges IWC", "IWC charges HCC", "of it for earlier months", "VAT");
        foreach (var month in told.Months.Append(told.BuyBack))
        {
            Month(month);
        }

        paper.WriteLine();
        paper.WriteLine("REFUSED ON THE WAY");
        foreach (var refused in told.Refused)
        {
            paper.WriteLine($"{refused.On.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}, {refused.What}:");
            paper.WriteLine($"    {refused.Sentence}");
        }

        paper.WriteLine();
        Rule('-');
        paper.WriteLine("PAY AWARD OF 1 NOVEMBER 2023, from 1 April: what October's statement adds for each month");
        foreach (var subject in told.AwardDeltas.GroupBy(line => YearTold.Text(line, "description"), StringComparer.Ordinal))
        {
            paper.WriteLine($"{subject.Key,-52}{string.Join(", ", ByAmount(subject)),-44}{Pounds(YearTold.Sum(subject)),16}");
        }

        paper.WriteLine($"{$"All {told.AwardDeltas.Count()} deltas of the award",-96}{Pounds(YearTold.Sum(told.AwardDeltas)),16}");
        Rule('-');
        paper.WriteLine($"Lines worked out again from their explanation alone: {told.Explained.Values.Count(agrees => agrees)} "
            + $"of {told.Explained.Count} come to the same penny.");
        paper.WriteLine($"Statements read at {told.Readings.Count} instants: {told.Readings.ChangedSince} stand otherwise now; "
            + $"asked for as known then, {told.Readings.Mismatches} differ by a byte.");
        paper.WriteLine($"Support services, 1 April 2023 to 29 February 2024: {told.Support.DaysUncharged} days uncharged, "
            + $"{told.Support.DaysChargedTwice} charged twice.");
        Rule('=');
    }

    private void Month(JsonNode statement)
    {
        var lines = YearTold.LinesOf(statement).ToList();
        Row(
            YearTold.Text(statement, "number"),
            YearTold.Text(statement, "issuedOn"),
            lines.Count.ToString(CultureInfo.InvariantCulture),
            Pounds(YearTold.Sum(lines.Where(line => YearTold.Text(line, "payee") == "HCC"))),
            Pounds(YearTold.Sum(lines.Where(line => YearTold.Text(line, "payee") == "IWC"))),
            Pounds(YearTold.Sum(lines.Where(line => YearTold.Text(line, "servicePeriod") != YearTold.Text(statement, "period")))),
            Pounds(lines.Sum(line => line["vatGbp"]!.GetValue<decimal>())));
    }

    // April £60.05, May to September £128.69
    private static IEnumerable<string> ByAmount(IEnumerable<JsonNode> lines) => lines
        .GroupBy(line => line["amountGbp"]!.GetValue<decimal>())
        .Select(months => (Amount: months.Key, First: MonthOf(months.First()), Last: MonthOf(months.Last())))
        .Select(part => $"{part.First}{(part.Last == part.First ? "" : $" to {part.Last}")} {Pounds(part.Amount)}");

    private static string MonthOf(JsonNode line) =>
        Coverage.Month(YearTold.Text(line, "servicePeriod")).ToString("MMMM", CultureInfo.InvariantCulture);

    private void Row(string statement, string issued, string lines, string toHampshire, string toIsleOfWight, string earlier, string vat) =>
        paper.WriteLine($"{statement,-18}{issued,-12}{lines,5}{toHampshire,18}{toIsleOfWight,18}{earlier,26}{vat,15}");

    private void Rule(char mark) => paper.WriteLine(new string(mark, Width));

    private static string Pounds(decimal pounds) =>
        (pounds < 0 ? "-£" : "£") + Math.Abs(pounds).ToString("N2", CultureInfo.InvariantCulture);
}
