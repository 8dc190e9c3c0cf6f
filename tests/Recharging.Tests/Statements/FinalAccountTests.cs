using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Recharging.Tests.Statements;

/// <summary>The partnership is over, nothing else is in force, and what is learned late still reaches it.</summary>
public sealed class FinalAccountTests(YearHost year) : IClassFixture<YearHost>
{
    [Fact]
    public async Task Award_AgreedAfterTheEnd_IsUnbilled_ThenChargedByAFinalAccountRun()
    {
        await year.OnAsync(Given.Day("2024-01-08"));
        await year.IssueAsync("2023/24-P09");
        await year.EndAsync("2024-01-31");
        await year.OnAsync(Given.Day("2024-02-08"));
        (await year.IssueAsync("2023/24-P10")).GetProperty("uncharged").GetArrayLength().ShouldBe(0);
        await DisputeAsync("ST-2023-24-P10", "SEC-2022-0001", 250m);
        await year.OnAsync(Given.Day("2024-04-02"));
        (await StatusAsync(new { period = "2023/24-P12" })).ShouldBe(HttpStatusCode.Conflict);
        var before = await FinalAccountAsync(year.Iwc);
        before.GetProperty("unbilled").GetArrayLength().ShouldBe(0);
        Pounds(before.GetProperty("accounts").EnumerateArray(), "contingentGbp").ShouldBeGreaterThan(0m);
        before.GetProperty("upTo").GetString().ShouldBe("2023/24-P12");

        await year.AwardAsync();

        var open = await FinalAccountAsync(year.Hcc);
        open.GetRawText().ShouldBe((await FinalAccountAsync(year.Iwc)).GetRawText());
        open.GetProperty("disputes").EnumerateArray().ShouldHaveSingleItem().GetProperty("disputedGbp").GetDecimal().ShouldBe(250m);
        var unbilled = open.GetProperty("unbilled").EnumerateArray().ToList();
        unbilled.Select(line => line.GetProperty("servicePeriod").GetString()).Distinct().Order().ShouldBe(["2023/24-P09", "2023/24-P10"]);
        unbilled.ShouldAllBe(line => line.GetProperty("agreementReference").GetString() == "SP-2018"
            && line.GetProperty("corrects").ValueKind == JsonValueKind.String);

        var run = await year.IssueAsync("2023/24-P12", finalAccount: true);

        Pounds(run.GetProperty("lines").EnumerateArray(), "amountGbp").ShouldBe(Pounds(unbilled, "amountGbp"));
        var settled = await FinalAccountAsync(year.Hcc);
        settled.GetProperty("unbilled").GetArrayLength().ShouldBe(0);
        Pounds(settled.GetProperty("accounts").EnumerateArray(), "contingentGbp").ShouldBe(0m);
        Net(settled).ShouldBe(Net(open) + Pounds(unbilled, "amountGbp"));
        var owed = settled.GetProperty("accounts").EnumerateArray()
            .Single(account => account.GetProperty("payee").GetString() == "HCC");
        owed.GetProperty("disputedGbp").GetDecimal().ShouldBe(250m);
        owed.GetProperty("unsettledGbp").GetDecimal().ShouldBe(owed.GetProperty("netGbp").GetDecimal() - 250m);
    }

    [Theory]
    [InlineData("HCC", "hr-officer", "", HttpStatusCode.Forbidden)]
    [InlineData("HCC", "auditor", "", HttpStatusCode.OK)]
    public async Task FinalAccount_IsAnswered(string council, string role, string query, HttpStatusCode expected)
    {
        using var answer = await year.Host.Client(council, role).GetAsync($"{AprilHost.Api}/final-account{query}");
        answer.StatusCode.ShouldBe(expected);
    }

    private static Task<JsonElement> FinalAccountAsync(HttpClient client) => AprilHost.GetAsync(client, "/final-account");

    private async Task DisputeAsync(string statement, string subject, decimal pounds)
    {
        var line = (await AprilHost.GetAsync(year.Iwc, $"/statements/{statement}")).GetProperty("lines").EnumerateArray()
            .First(line => line.GetProperty("subject").GetString() == subject).GetProperty("reference").GetString();
        await AprilHost.PostAsync(year.Iwc, $"/statements/{statement}/lines/{line}/dispute",
            new { reason = "rate", disputedGbp = pounds, explanation = "Paid at another point." });
    }

    private async Task<HttpStatusCode> StatusAsync(object body)
    {
        using var answer = await year.Hcc.PostAsJsonAsync($"{AprilHost.Api}/runs", body);
        return answer.StatusCode;
    }

    private static decimal Net(JsonElement account) => Pounds(account.GetProperty("accounts").EnumerateArray(), "netGbp");

    private static decimal Pounds(IEnumerable<JsonElement> rows, string name) => rows.Sum(row => row.GetProperty(name).GetDecimal());
}
