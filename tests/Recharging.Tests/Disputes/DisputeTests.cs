using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Recharging.Tests.Disputes;

/// <summary>A dispute from its raising: who owns it, when it is due, who may do what, and what the database refuses.</summary>
public sealed class DisputeTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    private const string Statement = $"/statements/{AprilHost.Statement}";

    [Fact]
    public async Task Dispute_HasOwnerClocksAndHistory_AlikeForBothCouncils()
    {
        var line = await LineAsync("SEC-2023-0006");
        var raised = await RaiseAsync(line, 250m);
        var dispute = Text(raised, "dispute");
        dispute.ShouldBe($"DP{line[2..]}");
        Text(raised, "owner").ShouldBe("Hannah Finance");
        Text(raised, "acknowledgeBy").ShouldBe("2023-05-12");
        Text(raised, "resolveBy").ShouldBe("2023-05-23");
        (await MineAsync(april.Hcc)).ShouldBe([dispute]);
        (await MineAsync(april.Iwc)).ShouldBeEmpty();
        await RaiseAsync(line, 260m);

        (await YearHost.RefusedAsync(april.Iwc, $"/disputes/{dispute}/acknowledgement")).ShouldBe("403");
        (await YearHost.RefusedAsync(april.Host.Client("HCC", "auditor"), $"/disputes/{dispute}/acknowledgement")).ShouldBe("403");
        (await YearHost.RefusedAsync(april.Hcc, "/disputes/DP2324P01-999/acknowledgement")).ShouldBe("404");
        Text(await AprilHost.PostAsync(april.Delegate, $"/disputes/{dispute}/acknowledgement"), "owner").ShouldBe("Sam Delegate");
        (await MineAsync(april.Hcc)).ShouldBeEmpty();
        (await MineAsync(april.Delegate)).ShouldBe([dispute]);
        (await YearHost.RefusedAsync(april.Hcc, $"/disputes/{dispute}/acknowledgement")).ShouldBe("dispute-acknowledged");
        var harriet = april.Host.Officer("HCC", "Harriet Ledger", "finance-officer");
        var formula = april.Host.Officer("HCC", "=Harriet Ledger", "finance-officer");
        foreach (var nobody in new[] { "", "   ", "harriet-ledger", "ivan-finance" })
        {
            // Nobody who has signed in at the council by then.
            (await YearHost.RefusedAsync(april.Hcc, $"/disputes/{dispute}/owner", new { ownerSignIn = nobody })).ShouldBe("400");
        }

        await AprilHost.GetAsync(april.Host.Client("HCC", "auditor"), "/notices");
        (await YearHost.RefusedAsync(april.Hcc, $"/disputes/{dispute}/owner", new { ownerSignIn = "hcc-auditor" })).ShouldBe("400");
        (await YearHost.RefusedAsync(april.Iwc, $"/disputes/{dispute}/owner", new { ownerSignIn = "ivan-finance" })).ShouldBe("403");
        (await MineAsync(harriet)).ShouldBeEmpty();
        Text(await AprilHost.PostAsync(april.Hcc, $"/disputes/{dispute}/owner", new { ownerSignIn = "harriet-ledger", reason = "On leave." }), "owner")
            .ShouldBe("Harriet Ledger");
        (await MineAsync(harriet)).ShouldBe([dispute]);
        (await MineAsync(april.Host.Officer("IWC", "Harriet Ledger", "finance-officer"))).ShouldBeEmpty();
        (await MineAsync(formula)).ShouldBeEmpty();
        await AprilHost.PostAsync(april.Hcc, $"/disputes/{dispute}/owner", new { ownerSignIn = "=harriet-ledger" });
        (await MineAsync(harriet)).ShouldBeEmpty();
        (await YearHost.RefusedAsync(april.Iwc, $"/disputes/{dispute}/review")).ShouldBe("403");
        (await YearHost.RefusedAsync(april.Hcc, "/disputes/DP2324P01-999/review")).ShouldBe("404");
        Text(await AprilHost.PostAsync(april.Hcc, $"/disputes/{dispute}/review"), "state").ShouldBe("under_review");
        (await YearHost.RefusedAsync(april.Hcc, $"/disputes/{dispute}/review")).ShouldBe("dispute-in-review");

        var hcc = await AprilHost.GetAsync(april.Hcc, $"/disputes/{dispute}");
        (await AprilHost.GetAsync(april.Iwc, $"/disputes/{dispute}")).GetRawText().ShouldBe(hcc.GetRawText());
        hcc.GetProperty("history").EnumerateArray().Select(entry => $"{Text(entry, "what")} by {Text(entry, "by")}").ShouldBe(
        [
            "raised by Ivan Finance", "amended by Ivan Finance", "acknowledged by Sam Delegate", "handed over by Hannah Finance",
            "handed over by Hannah Finance", "under review by Hannah Finance",
        ]);
        hcc.GetProperty("dispute").GetProperty("disputedGbp").GetDecimal().ShouldBe(260m);
        await CheckRegisterAsync(dispute);
        await CheckDatabaseAsync();
    }

    [Theory]
    [InlineData("/disputes?state=lost", HttpStatusCode.BadRequest)]
    [InlineData("/disputes?state=open", HttpStatusCode.OK)]
    [InlineData("/disputes/DP2324P01-999", HttpStatusCode.NotFound)]
    public async Task Reading_IsAnswered(string path, HttpStatusCode expected)
    {
        using var answer = await april.Hcc.GetAsync(AprilHost.Api + path);
        answer.StatusCode.ShouldBe(expected);
        using var stranger = await april.Host.Stranger().GetAsync(AprilHost.Api + path);
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task CheckRegisterAsync(string dispute)
    {
        (await FoundAsync("state=raised")).ShouldBeEmpty();
        (await FoundAsync("state=under_review&owner=%3DHarriet%20Ledger")).ShouldBe([dispute]);
        (await FoundAsync($"overdue=true&statement={AprilHost.Statement}")).ShouldBeEmpty();
        (await FoundAsync("statement=ST-2023-24-P02")).ShouldBeEmpty();
        (await FoundAsync($"after={dispute}")).ShouldBeEmpty();
        await april.Host.SetClockAsync(new DateTimeOffset(2023, 6, 30, 9, 0, 0, TimeSpan.Zero));
        (await FoundAsync("overdue=true")).ShouldBe([dispute]);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{AprilHost.Api}/disputes")
        {
            Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/csv") } },
        };
        using var csv = await april.Iwc.SendAsync(request);
        csv.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        var rows = (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        rows.Length.ShouldBe(2);
        rows[1].ShouldContain(",'=Harriet Ledger,2023-05-12,2023-05-09,2023-05-23,,Resolution,52,31 to 60 days late,");
        await april.Host.SetClockAsync(new DateTimeOffset(2023, 5, 9, 8, 0, 0, TimeSpan.Zero));
    }

    // Past the API: no dispute without owner or due days, no change of its history, none in the other council's name.
    private async Task CheckDatabaseAsync()
    {
        foreach (var (change, expected) in new[]
        {
            ("\"owner\": null", PostgresErrorCodes.NotNullViolation), ("\"owner\": \" \"", PostgresErrorCodes.CheckViolation),
            ("\"owner_sign_in\": \" \"", PostgresErrorCodes.CheckViolation),
            ("\"acknowledge_by\": null", PostgresErrorCodes.NotNullViolation),
            ("\"resolve_by\": null", PostgresErrorCodes.NotNullViolation),
            ("\"resolve_by\": \"2023-05-10\"", PostgresErrorCodes.CheckViolation),
            ("\"reference\": \"DP2324P01-0000001\"", PostgresErrorCodes.CheckViolation),
            ("\"amount_pence\": 0", PostgresErrorCodes.CheckViolation), ("\"state\": \"Closed\"", PostgresErrorCodes.CheckViolation),
            ("\"state\": \"Escalated\"", PostgresErrorCodes.CheckViolation),
            ("\"payer\": \"HCC\", \"payee\": \"IWC\"", PostgresErrorCodes.InsufficientPrivilege),
        })
        {
            (await RefusedBySqlAsync("IWC",
                $"INSERT INTO disputes SELECT (jsonb_populate_record(dispute, '{{{change}}}')).* FROM disputes dispute LIMIT 1"))
                .ShouldBe(expected, change);
        }

        foreach (var statement in new[]
        {
            "UPDATE disputes SET resolve_by = '2030-01-01'", "UPDATE disputes SET payee = 'IWC'", "DELETE FROM disputes",
            "UPDATE dispute_entries SET note = ''", "DELETE FROM dispute_entries", "DELETE FROM settlements",
        })
        {
            (await RefusedBySqlAsync("HCC", statement)).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, statement);
        }

        (await RefusedBySqlAsync("PCC", "SELECT 1 / count(*) FROM disputes")).ShouldBe(PostgresErrorCodes.DivisionByZero);
    }

    private async Task<string> RefusedBySqlAsync(string council, string statement)
    {
        await using var connection = await april.Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var act = new NpgsqlCommand(
            $"SET LOCAL ROLE recharging_api; SELECT set_config('app.council', '{council}', true); {statement}", connection, transaction);
        return (await Should.ThrowAsync<PostgresException>(() => act.ExecuteNonQueryAsync())).SqlState;
    }

    private Task<List<string>> MineAsync(HttpClient officer) => FoundAsync("mine=true", officer);

    private async Task<List<string>> FoundAsync(string query, HttpClient? officer = null) =>
        (await AprilHost.GetAsync(officer ?? april.Hcc, $"/disputes?{query}")).GetProperty("disputes").EnumerateArray().Select(dispute => Text(dispute, "reference")).ToList();

    private async Task<string> LineAsync(string subject) => Text((await AprilHost.GetAsync(april.Iwc, Statement)).GetProperty("lines")
        .EnumerateArray().Single(line => Text(line, "subject") == subject), "reference");

    private Task<JsonElement> RaiseAsync(string line, decimal pounds) => AprilHost.PostAsync(april.Iwc, $"{Statement}/lines/{line}/dispute",
        new { reason = "rate", disputedGbp = pounds, explanation = "Paid at another point than the extract says." });

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
