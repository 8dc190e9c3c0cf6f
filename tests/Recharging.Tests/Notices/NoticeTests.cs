using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Recharging.Tests.Notices;

/// <summary>What officers are told: with its cause, to the council that it concerns, read by each officer for himself.</summary>
public sealed class NoticeTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    [Fact]
    public async Task AnIssuedStatement_IsTellingTheOtherCouncil_AndEachOfficerReadsForHimself()
    {
        var told = await AprilHost.GetAsync(april.Iwc, "/notices?unread=true");
        var issued = told.GetProperty("notices").EnumerateArray()
            .Single(notice => notice.GetProperty("kind").GetString() == "statement-issued");
        issued.GetProperty("about").GetString().ShouldBe(AprilHost.Statement);
        Kinds(await AprilHost.GetAsync(april.Hcc, "/notices")).Distinct()
            .ShouldBe(["approval-waits", "figure-told", "rates-decided"]);
        var others = told.GetProperty("notices").EnumerateArray().Select(notice => notice.GetProperty("id").GetGuid()).Where(other =>
            other != issued.GetProperty("id").GetGuid()).ToArray();
        Kinds(told).Distinct().ShouldBe(["statement-issued", "approval-waits", "figure-told", "rates-wait"]);
        await AprilHost.PostAsync(april.Iwc, "/notices/read", new { notices = others });
        var id = issued.GetProperty("id").GetGuid();

        (await YearHost.RefusedAsync(april.Hcc, "/notices/read", new { notices = new[] { id } })).ShouldBe("404");
        (await AprilHost.PostAsync(april.Iwc, "/notices/read", new { notices = new[] { id } })).GetProperty("unread").GetInt32().ShouldBe(0);
        (await AprilHost.PostAsync(april.Iwc, "/notices/read", new { notices = new[] { id } })).GetProperty("unread").GetInt32().ShouldBe(0);

        (await AprilHost.GetAsync(april.Iwc, "/notices?unread=true")).GetProperty("notices").GetArrayLength().ShouldBe(0);
        (await AprilHost.GetAsync(april.Iwc, "/notices")).GetProperty("notices")[0].GetProperty("readAt").ValueKind
            .ShouldBe(JsonValueKind.String);
        var colleague = await AprilHost.GetAsync(april.Host.Officer("IWC", "Ines Colleague", "auditor"), "/notices?unread=true");
        colleague.GetProperty("unread").GetInt32().ShouldBe(1 + others.Length);
        colleague.GetProperty("notices")[0].GetProperty("id").GetGuid().ShouldBe(id);
    }

    [Theory]
    [InlineData("GET", "/notices", "adviser", HttpStatusCode.Forbidden)]
    [InlineData("GET", "/notices?unread=perhaps", "auditor", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/notices", "auditor", HttpStatusCode.OK)]
    [InlineData("POST", "/notices/read", "adviser", HttpStatusCode.Forbidden)]
    [InlineData("POST", "/notices/read", "auditor", HttpStatusCode.BadRequest)]
    public async Task Notices_AreAnswered(string verb, string path, string role, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), AprilHost.Api + path);
        request.Content = verb == "POST" ? JsonContent.Create(new { notices = Array.Empty<Guid>() }) : null;

        using var answer = await april.Host.Client("IWC", role).SendAsync(request);

        answer.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("UPDATE notices SET sentence = ''")]
    [InlineData("DELETE FROM notices")]
    [InlineData("DELETE FROM notice_reads")]
    public async Task Notices_ChangedByTheServicesOwnRole_AreRefusedByTheDatabase(string statement)
    {
        foreach (var role in new[] { "recharging_api", "recharging_worker" })
        {
            await using var connection = await april.Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var act = new NpgsqlCommand($"SET LOCAL ROLE {role}; {statement}", connection, transaction);

            (await Should.ThrowAsync<PostgresException>(() => act.ExecuteNonQueryAsync())).SqlState
                .ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        }
    }

    private static IEnumerable<string?> Kinds(JsonElement answer) =>
        answer.GetProperty("notices").EnumerateArray().Select(notice => notice.GetProperty("kind").GetString());
}
