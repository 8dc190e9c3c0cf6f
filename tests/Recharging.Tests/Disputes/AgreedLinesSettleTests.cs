using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Values;

namespace Recharging.Tests.Disputes;

/// <summary>A hundred lines, seven disputed, two of them in part: the rest settles to the penny, again and again.</summary>
public sealed class AgreedLinesSettleTests(HundredLines month) : IClassFixture<HundredLines>
{
    private const string Statement = $"/statements/{AprilHost.Statement}";

    [Fact]
    public async Task AgreedLines_SettleThoughOthersAreDisputedOrUnseen_ToThePenny()
    {
        var lines = await month.LinesAsync("IWC");
        lines.Count.ShouldBe(100);
        var tags = new List<string> { await month.TagAsync() };
        var held = 0m;
        foreach (var (line, share) in lines.Skip(8).Take(7).Zip([1m, 1m, 0.3333m, 1m, 0.5m, 1m, 1m]))
        {
            var disputed = Money.RoundHalfUp(Pounds(line, "amountGbp") * share).InPounds;
            held += disputed + Money.RoundHalfUp(Pounds(line, "vatGbp") * disputed / Pounds(line, "amountGbp")).InPounds;
            await AprilHost.PostAsync(month.Iwc, $"{Statement}/lines/{Text(line, "reference")}/dispute",
                new { reason = "days", disputedGbp = disputed, explanation = "No evidence of the day." });
            tags.Add(await month.TagAsync());
        }

        (await YearHost.RefusedAsync(month.Hcc, $"{Statement}/lines/{Text(lines[8], "reference")}/agreement")).ShouldBe("403");
        var some = lines.Take(5).Select(line => Text(line, "reference")).ToArray();
        await AprilHost.PostAsync(month.Iwc, $"{Statement}/agreements", new { lines = some });
        tags.Add(await month.TagAsync());
        var first = await SettleAsync();
        tags.Add(await month.TagAsync());
        first.GetProperty("state").GetString().ShouldBe("issued");
        Total(first, "IWC", "payable").ShouldBe(lines.Sum(line => Pounds(line, "payableGbp"))
            - lines.Skip(5).Where((_, at) => at is < 3 or >= 10).Sum(line => Pounds(line, "payableGbp")) - held);
        (await YearHost.RefusedAsync(month.Iwc, $"{Statement}/settlement")).ShouldBe("nothing-to-settle");

        await AprilHost.PostAsync(month.Iwc, $"{Statement}/agreements", new { all = true });
        await AprilHost.PostAsync(month.Hcc, $"{Statement}/agreements", new { all = true });
        tags.Add(await month.TagAsync());
        var second = await SettleAsync();
        tags.Add(await month.TagAsync());
        second.GetProperty("state").GetString().ShouldBe("settled");
        (Total(first, "IWC", "payable") + Total(second, "IWC", "payable")).ShouldBe(lines.Sum(line => Pounds(line, "payableGbp")) - held);
        (Total(first, "HCC", "receivable") + Total(second, "HCC", "receivable")).ShouldBe(lines.Sum(line => Pounds(line, "payableGbp")));
        second.GetProperty("journals").EnumerateArray().Select(journal => Text(journal, "reference")).ShouldBe(
            ["JN2324P01-HCC-R2", "JN2324P01-HCC-P", "JN2324P01-IWC-R", "JN2324P01-IWC-P2"]);
        (await YearHost.RefusedAsync(month.Iwc, $"{Statement}/settlement")).ShouldBe("statement-settled");

        var dropped = Text(lines[10], "reference");
        await AprilHost.PostAsync(month.Iwc, $"{Statement}/lines/{dropped}/agreement");
        var third = await SettleAsync();
        Text(third.GetProperty("journals").EnumerateArray().ShouldHaveSingleItem(), "reference").ShouldBe("JN2324P01-IWC-P3");
        var part = Money.RoundHalfUp(Pounds(lines[10], "amountGbp") * 0.3333m).InPounds;
        Total(third, "IWC", "payable").ShouldBe(
            part + Money.RoundHalfUp(Pounds(lines[10], "vatGbp") * part / Pounds(lines[10], "amountGbp")).InPounds);
        var closed = (await AprilHost.GetAsync(month.Hcc, $"/disputes/DP{dropped[2..]}")).GetProperty("dispute");
        Text(closed, "state").ShouldBe("closed");
        Text(closed, "closedBy").ShouldBe(AprilHost.Statement);
        tags.Distinct().Count().ShouldBe(tags.Count);
        await CheckOtherCouncilsMarkAsync(Text(lines[9], "reference"));
    }

    // Past the API, as the other council: neither in its own name nor in the payer's.
    private async Task CheckOtherCouncilsMarkAsync(string line)
    {
        foreach (var council in new[] { "HCC", "IWC" })
        {
            (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync("HCC", string.Create(CultureInfo.InvariantCulture, $$"""
                INSERT INTO line_marks SELECT (jsonb_populate_record(mark,
                    '{"council": "{{council}}", "state": "Agreed", "revision": 9999, "disputed_pence": 0}')).*
                FROM line_marks mark WHERE line_reference = '{{line}}'
                """)))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, council);
        }

        (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync("IWC",
            $"""
            INSERT INTO line_marks SELECT (jsonb_populate_record(mark, '{"{"}"state": "Withdrawn", "revision": 9999{"}"}')).*
            FROM line_marks mark WHERE line_reference = '{line}'
            """))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    private async Task ExecuteAsync(string council, string statement)
    {
        await using var connection = await month.Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var act = new NpgsqlCommand(
            $"SET LOCAL ROLE recharging_api; SELECT set_config('app.council', '{council}', true); {statement}", connection, transaction);
        await act.ExecuteNonQueryAsync();
    }

    private Task<JsonElement> SettleAsync() => AprilHost.PostAsync(month.Hcc, $"{Statement}/settlement");

    private static decimal Total(JsonElement settled, string council, string direction) => settled.GetProperty("journals").EnumerateArray()
        .Where(journal => Text(journal, "council") == council && Text(journal, "direction") == direction)
        .Sum(journal => Pounds(journal, "debitsGbp"));

    private static decimal Pounds(JsonElement row, string name) => row.GetProperty(name).GetDecimal();

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
