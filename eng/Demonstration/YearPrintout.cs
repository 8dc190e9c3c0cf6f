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
        foreach (var month in told.Statements)
        {
            Month(month);
        }

        paper.WriteLine();
        paper.WriteLine("REFUSED ON THE WAY");
        foreach (var refused in told.Notes.Refused)
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
        paper.WriteLine("FINAL ACCOUNT of the partnership, which ended on 31 January 2024");
        foreach (var line in told.FinalAccount)
        {
            paper.WriteLine($"{YearTold.Text(line, "description"),-96}{Pounds(YearTold.Sum([line])),16}");
            paper.WriteLine($"    {YearTold.Text(line, "working")}");
        }

        Account(told.Notes.FinalAccount!);
        Rule('-');
        paper.WriteLine("OFFERED, NOT AGREED: contingent lines, charged to nobody");
        foreach (var (on, contingent) in told.Notes.Offers)
        {
            Offer(on, contingent);
        }

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

    public void Worked(IReadOnlyDictionary<int, decimal> deltas)
    {
        paper.WriteLine("The worked example on a system of its own: four days a week, host 60 per cent, LGPS 20 per cent, no levy");
        foreach (var (point, added) in deltas)
        {
            paper.WriteLine($"{$"SCP {point}: what the award adds for April to September",-96}{Pounds(added),16}");
        }

        Rule('=');
    }

    private void Account(JsonNode account)
    {
        paper.WriteLine($"{"Seen on 20 February 2024",-26}{"charged",15}{"credited",15}{"net",15}{"unbilled",14}"
            + $"{"disputed",12}{"unsettled",15}");
        foreach (var row in account["accounts"]!.AsArray())
        {
            var direction = $"{row!["agreementReference"]}: {row["payee"]} charges {row["payer"]}";
            paper.WriteLine($"{direction,-26}{Pounds(row["chargedGbp"]),15}{Pounds(row["creditedGbp"]),15}{Pounds(row["netGbp"]),15}"
                + $"{Pounds(row["unbilledGbp"]),14}{Pounds(row["disputedGbp"]),12}{Pounds(row["unsettledGbp"]),15}");
        }
    }

    private void Offer(DateOnly on, JsonNode contingent)
    {
        var offers = string.Join(' ', contingent["offers"]!.AsArray());
        paper.WriteLine($"Seen on {on.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}: {offers}");
        foreach (var line in contingent["lines"]!.AsArray().OfType<JsonNode>().GroupBy(line => YearTold.Text(line, "description")))
        {
            paper.WriteLine($"{line.Key,-52}{Span(line),-44}{Pounds(line.Sum(month => month["addedGbp"]!.GetValue<decimal>())),16}");
        }
    }

    // April £60.05, May to September £128.69
    private static IEnumerable<string> ByAmount(IEnumerable<JsonNode> lines) => lines
        .GroupBy(line => line["amountGbp"]!.GetValue<decimal>())
        .Select(months => $"{Span(months)} {Pounds(months.Key)}");

    private static string Span(IEnumerable<JsonNode> lines)
    {
        var months = lines.Select(line => Coverage.Month(YearTold.Text(line, "servicePeriod")))
            .Select(month => month.ToString("MMMM", CultureInfo.InvariantCulture)).ToList();
        return months.Count == 1 ? months[0] : $"{months[0]} to {months[^1]}";
    }

    private void Row(string statement, string issued, string lines, string toHampshire, string toIsleOfWight, string earlier, string vat) =>
        paper.WriteLine($"{statement,-18}{issued,-12}{lines,5}{toHampshire,18}{toIsleOfWight,18}{earlier,26}{vat,15}");

    private void Rule(char mark) => paper.WriteLine(new string(mark, Width));

    private static string Pounds(JsonNode? amount) => Pounds(amount!.GetValue<decimal>());

    private static string Pounds(decimal pounds) =>
        (pounds < 0 ? "-£" : "£") + Math.Abs(pounds).ToString("N2", CultureInfo.InvariantCulture);
}
