using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Recharging.Tests.Talks;

/// <summary>What officers say of a line: both councils read the same, in order, and nothing of it changes.</summary>
public sealed class CommentTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    private const string Comments = $"/statements/{AprilHost.Statement}/lines/ST2324P01-001/comments";

    [Fact]
    public async Task Comments_AreReadAlike_AndTellTheOtherCouncil()
    {
        await AprilHost.PostAsync(april.Iwc, Comments, new { text = " Which month is this for? " });
        await AprilHost.PostAsync(april.Delegate, Comments, new { text = new string('a', 2000) });

        var hcc = await AprilHost.GetAsync(april.Hcc, Comments);
        (await AprilHost.GetAsync(april.Iwc, Comments)).GetRawText().ShouldBe(hcc.GetRawText());
        var rows = hcc.GetProperty("comments").EnumerateArray().ToList();
        rows.ConvertAll(row => $"{Text(row, "council")} {Text(row, "by")}").ShouldBe(["IWC Ivan Finance", "HCC Sam Delegate"]);
        Text(rows[0], "text").ShouldBe("Which month is this for?");
        Text(rows[0], "at").ShouldStartWith("2023-05-09T08:00:00");
        foreach (var (reader, writer) in new[] { (april.Hcc, "Ivan Finance of IWC"), (april.Iwc, "Sam Delegate of HCC") })
        {
            var notice = (await AprilHost.GetAsync(reader, "/notices")).GetProperty("notices").EnumerateArray()
                .Single(notice => Text(notice, "kind") == "line-talked-of");
            Text(notice, "about").ShouldBe("ST2324P01-001");
            Text(notice, "sentence").ShouldStartWith(writer);
        }

        foreach (var statement in new[]
        {
            "UPDATE line_comments SET text = ''", "DELETE FROM line_comments",
            "INSERT INTO line_comments (line_reference, parties, council, by, at, text) "
                + "SELECT line_reference, parties, 'IWC', by, at, text FROM line_comments",
        })
        {
            (await RefusedBySqlAsync(april, "HCC", statement)).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, statement);
        }

        (await RefusedBySqlAsync(april, "PCC", "SELECT 1 / count(*) FROM line_comments")).ShouldBe(PostgresErrorCodes.DivisionByZero);
    }

    [Theory]
    [InlineData("auditor", Comments, "Hear, hear.", "403")]
    [InlineData("finance-officer", Comments, "", "400")]
    [InlineData("finance-officer", Comments, "  ", "400")]
    [InlineData("finance-officer", Comments, null, "400")]
    [InlineData("finance-officer", $"/statements/{AprilHost.Statement}/lines/ST2324P01-999/comments", "Hear, hear.", "404")]
    [InlineData("finance-officer", "/statements/ST-2023-24-P02/lines/ST2324P01-001/comments", "Hear, hear.", "404")]
    public async Task Comment_IsRefused(string role, string path, string? text, string expected) =>
        (await YearHost.RefusedAsync(april.Host.Client("IWC", role), path, new { text })).ShouldBe(expected);

    [Fact]
    public async Task Comment_TooLongOrOfNoLine_IsRefused()
    {
        (await YearHost.RefusedAsync(april.Iwc, Comments, new { text = new string('a', 2001) })).ShouldBe("400");
        using var answer = await april.Iwc.GetAsync($"{AprilHost.Api}/statements/{AprilHost.Statement}/lines/ST2324P01-999/comments");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var stranger = await april.Host.Stranger().GetAsync(AprilHost.Api + Comments);
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    internal static async Task<string> RefusedBySqlAsync(AprilHost april, string council, string statement)
    {
        await using var connection = await april.Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var act = new NpgsqlCommand(
            $"SET LOCAL ROLE recharging_api; SELECT set_config('app.council', '{council}', true); {statement}", connection, transaction);
        return (await Should.ThrowAsync<PostgresException>(() => act.ExecuteNonQueryAsync())).SqlState;
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
