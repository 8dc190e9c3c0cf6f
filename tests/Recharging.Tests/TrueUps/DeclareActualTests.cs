using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Recharging.Tests.Engine;
using Testing;

namespace Recharging.Tests.TrueUps;

/// <summary>April with a support charge that is paid on budget, issued.</summary>
public sealed class BudgetedApril(Servers servers) : AprilHost(servers)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Host.DeliverAsync("SP-2018/C2", 2, TrueUpTests.Clause("3") with { Version = 2 });
        await IssueAsync();
    }
}

/// <summary>Who may declare what a charge cost, for which months, and what the next run makes of it.</summary>
public sealed class DeclareActualTests(BudgetedApril april) : IClassFixture<BudgetedApril>
{
    [Theory]
    [InlineData("HCC", "hr-officer", "{}", HttpStatusCode.Forbidden, null)]
    [InlineData("HCC", "finance-officer", """{"charge":"catering"}""", HttpStatusCode.NotFound, null)]
    [InlineData("HCC", "finance-officer", """{"agreement":"SP-1999"}""", HttpStatusCode.NotFound, null)]
    [InlineData("HCC", "finance-officer", """{"firstPeriod":"April"}""", HttpStatusCode.BadRequest, "firstPeriod")]
    [InlineData("HCC", "finance-officer", """{"firstPeriod":"2023/24-P13"}""", HttpStatusCode.BadRequest, "firstPeriod")]
    [InlineData("HCC", "finance-officer", """{"lastPeriod":"2022/23-P12"}""", HttpStatusCode.BadRequest, "lastPeriod")]
    [InlineData("HCC", "finance-officer", """{"lastPeriod":"2024/25-P01"}""", HttpStatusCode.BadRequest, "lastPeriod")]
    [InlineData("HCC", "finance-officer", """{"actualGbp":-1}""", HttpStatusCode.BadRequest, "actualGbp")]
    [InlineData("HCC", "finance-officer", """{"actualGbp":0.001}""", HttpStatusCode.BadRequest, "actualGbp")]
    [InlineData("HCC", "finance-officer", """{"source":""}""", HttpStatusCode.BadRequest, "source")]
    [InlineData("IWC", "finance-officer", "{}", HttpStatusCode.Conflict, "not-the-payee")]
    [InlineData("HCC", "finance-officer", """{"charge":"shared-management"}""", HttpStatusCode.Conflict, "no-true-up")]
    [InlineData("HCC", "finance-officer", """{"lastPeriod":"2023/24-P04"}""", HttpStatusCode.Conflict, "not-whole-months")]
    [InlineData("HCC", "finance-officer", """{"lastPeriod":"2023/24-P02"}""", HttpStatusCode.Conflict, "not-charged-yet")]
    public async Task Declaration_ThatMayNotBe_IsAnswered(string council, string role, string changes, HttpStatusCode expected, string? says)
    {
        using var answer = await april.Host.Client(council, role).PostAsJsonAsync($"{AprilHost.Api}/actuals", Declaration(changes));

        answer.StatusCode.ShouldBe(expected);
        if (says is not null)
        {
            (await answer.Content.ReadAsStringAsync()).ShouldContain(says);
        }
    }

    [Fact]
    public async Task ActualCost_IsChargedByTheNextRun_AndDeclaredAgainOnlyAsACorrection()
    {
        using var nothing = await april.Hcc.PostAsJsonAsync($"{AprilHost.Api}/actuals", Declaration("""{"corrects":1}"""));
        nothing.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var first = await AprilHost.PostAsync(april.Hcc, "/actuals", Declaration("{}"));
        var number = first.GetProperty("factNumber").GetInt64();
        (await AprilHost.GetAsync(april.Iwc, $"/facts/{number}")).GetProperty("body").GetProperty("actualGbp").GetDecimal().ShouldBe(104500m);

        using var again = await april.Hcc.PostAsJsonAsync($"{AprilHost.Api}/actuals", Declaration("{}"));
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await again.Content.ReadAsStringAsync()).ShouldContain($"as fact {number}");
        var second = await AprilHost.PostAsync(april.Hcc, "/actuals", Declaration($$"""{"actualGbp":105000.00,"corrects":{{number}}}"""));
        second.GetProperty("factNumber").GetInt64().ShouldBeGreaterThan(number);

        var run = await AprilHost.PostAsync(april.Hcc, "/runs", new { period = "2023/24-P02" });
        var line = run.GetProperty("lines").EnumerateArray()
            .Single(line => line.GetProperty("subject").GetString() == "support-services-true-up");
        line.GetProperty("amountGbp").GetDecimal().ShouldBe(5000m);
        line.GetProperty("servicePeriod").GetString().ShouldBe("2023/24-P01");
    }

    private static Dictionary<string, object?> Declaration(string changes)
    {
        var body = new Dictionary<string, object?>
        {
            ["agreement"] = "SP-2018", ["charge"] = "support-services", ["firstPeriod"] = "2023/24-P01", ["lastPeriod"] = "2023/24-P01",
            ["actualGbp"] = 104500.00m, ["source"] = "Outturn report of April",
        };
        foreach (var change in JsonElement.Parse(changes).EnumerateObject())
        {
            body[change.Name] = change.Value;
        }

        return body;
    }
}
