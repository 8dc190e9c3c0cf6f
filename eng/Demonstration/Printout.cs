using System.Globalization;
using System.Text.Json.Nodes;

namespace Demonstration;

/// <summary>The month as a finance officer reads it in a terminal.</summary>
internal sealed class Printout(TextWriter paper)
{
    private const int Width = 112;

    public void Month(JsonNode statement, JsonNode? reconciliation)
    {
        paper.WriteLine();
        Rule('=');
        paper.WriteLine($"STATEMENT {statement["number"]}   period {statement["period"]}   issued {statement["issuedOn"]}, due {statement["dueOn"]}");
        paper.WriteLine("Synthetic people and amounts; true dates, schools and annual totals.");
        Rule('=');
        foreach (var owed in statement["owed"]!.AsArray())
        {
            Direction(statement, owed!["council"]!.GetValue<string>(), owed["grossGbp"]!.GetValue<decimal>());
        }

        Row($"Net, owed to {statement["netOwedTo"]}", "", Pounds(statement["netGbp"]));
        if (reconciliation is not null)
        {
            Ledgers(reconciliation);
        }
        else
        {
            paper.WriteLine("The two ledgers are not reconciled with this statement yet.");
            Rule('=');
        }
    }

    private void Direction(JsonNode statement, string payee, decimal gross)
    {
        var lines = statement["lines"]!.AsArray().Where(line => line!["payee"]!.GetValue<string>() == payee).ToList();
        paper.WriteLine();
        paper.WriteLine($"{payee} charges {lines[0]!["payer"]}");
        foreach (var line in lines)
        {
            var covered = line!["coveredBy"]?.GetValue<string>();
            Row($"{line["reference"]}  {line["description"]}", covered is null ? State(line) : $"covered by {covered}", Pounds(line["amountGbp"]),
                line["working"]?.GetValue<string>());
        }

        Row($"Owed to {payee} before VAT", "", Pounds(JsonValue.Create(gross)));
    }

    private static string State(JsonNode line) => line["state"]!.GetValue<string>() switch
    {
        "partDisputed" => $"{Pounds(line["disputedGbp"])} disputed: {line["disputeReason"]}",
        var state => state,
    };

    private void Ledgers(JsonNode reconciliation)
    {
        paper.WriteLine();
        Rule('-');
        paper.WriteLine("THE TWO LEDGERS");
        foreach (var balance in reconciliation["balances"]!.AsArray())
        {
            Row($"{balance!["council"]}'s control accounts with the other council", $"opening {Pounds(balance["openingGbp"])}", Pounds(balance["closingGbp"]));
        }

        Row("Difference", "", Pounds(reconciliation["differenceGbp"]));
        paper.WriteLine();
        paper.WriteLine($"Matched {reconciliation["matched"]}, with a difference {reconciliation["matchedWithDifference"]}, "
            + $"unmatched {string.Join(", ", reconciliation["unmatched"]!.AsObject().Select(side => $"{side.Key} {side.Value}"))}, "
            + $"out of scope {reconciliation["outOfScope"]} lines");
        foreach (var item in reconciliation["items"]!.AsArray())
        {
            Row($"{item!["reason"],-18}{item["sentence"]}", "", Pounds(item["amountGbp"]));
        }

        Rule('-');
        Row("UNEXPLAINED", "", Pounds(reconciliation["unexplainedGbp"]));
        foreach (var alarm in reconciliation["alarms"]!.AsArray())
        {
            paper.WriteLine($"ALARM: {alarm}");
        }

        Rule('=');
    }

    // A long text goes on below its amount, so that the pounds stay in their column.
    private void Row(string text, string note, string amount, string? working = null)
    {
        const int TextWidth = 64;
        var words = working is null ? text : $"{text}, {working}";
        var first = words.Length <= TextWidth + (note.Length == 0 ? 30 : 0) ? words : Cut(words, TextWidth);
        paper.WriteLine($"{first.PadRight(TextWidth)} {note,-30}"[..Math.Max(TextWidth + 31, first.Length)] + $"{amount,16}");
        if (first.Length < words.Length)
        {
            paper.WriteLine($"    {words[first.Length..].TrimStart()}");
        }
    }

    private static string Cut(string text, int width) =>
        text[..width].LastIndexOf(' ') is > 0 and var space ? text[..space] : text[..width];

    private void Rule(char mark) => paper.WriteLine(new string(mark, Width));

    private static string Pounds(JsonNode? amount)
    {
        var pounds = amount!.GetValue<decimal>();
        return (pounds < 0 ? "-£" : "£") + Math.Abs(pounds).ToString("N2", CultureInfo.InvariantCulture);
    }
}
