using System.Text.Json.Nodes;
using Demonstration.Story;

namespace Demonstration;

/// <summary>What came of the year, all read back through the API.</summary>
internal sealed record YearTold(
    IReadOnlyList<JsonNode> Statements,
    Notes Notes,
    IReadOnlyDictionary<string, bool> Explained,
    Coverage Support,
    Readings Readings)
{
    private const string AwardPeriod = "2023/24-P07";

    /// <summary>The statements of the partnership's ten months.</summary>
    public IReadOnlyList<JsonNode> Months => [.. Statements.Take(10)];

    /// <summary>All that was charged under the partnership.</summary>
    public IEnumerable<JsonNode> Partnership => Statements.SelectMany(LinesOf)
        .Where(line => Text(line, "agreementReference") == Agreements.Partnership);

    /// <summary>What the partnership charged or gave back once its months were over.</summary>
    public IEnumerable<JsonNode> FinalAccount => Partnership.Except(Months.SelectMany(LinesOf));

    public IEnumerable<JsonNode> BuyBack => Statements.SelectMany(LinesOf)
        .Where(line => Text(line, "agreementReference") != Agreements.Partnership);

    /// <summary>What October's statement says of April to September once the pay award is known.</summary>
    public IEnumerable<JsonNode> AwardDeltas => Months.Where(month => Text(month, "period") == AwardPeriod).SelectMany(LinesOf)
        .Where(line => line["corrects"] is not null);

    public static async Task<YearTold> ReadAsync(Services services, Cast cast, Notes notes)
    {
        var read = new List<JsonNode>();
        foreach (var number in notes.Statements)
        {
            read.Add(await services.StatementAsync(number));
        }

        var explained = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var line in read.SelectMany(LinesOf))
        {
            var reference = Text(line, "reference");
            // What the person lent is paid, only finance of the council that pays it reads.
            var payee = await cast.NamedAsync($"{Text(line, "payee")} finance");
            var explanation = await payee.GetAsync($"recharging/v1/lines/{reference}/explanation");
            explained[reference] = Demonstration.Explained.Agrees(line, explanation);
        }

        var agreements = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var reference in read.SelectMany(LinesOf).Select(line => Text(line, "agreementReference")).Distinct())
        {
            agreements[reference] = await (await cast.NamedAsync("HCC finance")).GetAsync($"governance/v1/agreements/{reference}");
        }

        return new YearTold(read, notes, explained,
            Coverage.Of(new DateOnly(2023, 4, 1), new DateOnly(2024, 2, 29), read, agreements),
            await notes.KnownAt.AskAgainAsync());
    }

    public static IEnumerable<JsonNode> LinesOf(JsonNode statement) => statement["lines"]!.AsArray().OfType<JsonNode>();

    public static decimal Sum(IEnumerable<JsonNode> lines) => lines.Sum(line => line["amountGbp"]!.GetValue<decimal>());

    public static string Text(JsonNode of, string name) => of[name]!.GetValue<string>();
}
