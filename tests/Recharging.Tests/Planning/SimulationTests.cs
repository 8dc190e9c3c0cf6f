using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Recharging.Tests.Planning;

/// <summary>What officers may suppose, and that neither a what-if nor a preview leaves a trace.</summary>
public sealed class SimulationTests(AprilHost april) : IClassFixture<AprilHost>
{
    private static readonly object Extension = new
    {
        hypotheses = new object[]
        {
            new { kind = "agreement-last-day", agreement = "SP-2018", lastDay = "2024-01-31" }, new { kind = "offered-rates" },
        },
        firstPeriod = "2023/24-P01",
    };

    [Fact]
    public async Task Simulation_AndPreview_OfTheSameBuild_StoreNothing()
    {
        await AprilHost.PostAsync(april.Hcc, "/runs/preview", new { period = "2023/24-P01" });
        var before = await RowsAsync();

        var supposed = await AprilHost.PostAsync(april.Hcc, "/simulations", Extension);
        var preview = await AprilHost.PostAsync(april.Hcc, "/runs/preview", new { period = "2023/24-P01" });

        (await RowsAsync()).ShouldBe(before);
        before.Count.ShouldBeGreaterThan(20);
        preview.GetProperty("engineBuild").GetString().ShouldBe(supposed.GetProperty("engineBuild").GetString());
    }

    [Fact]
    public async Task Extension_AndOffer_AreShownMonthByMonth_PartyByParty()
    {
        var supposed = await AprilHost.PostAsync(april.Host.Client("IWC", "budget-holder"), "/simulations", Extension);

        var july = supposed.GetProperty("months").EnumerateArray()
            .Single(month => Text(month, "period") == "2023/24-P04" && Text(month, "payer") == "IWC");
        july.GetProperty("asKnownGbp").GetDecimal().ShouldBe(0);
        july.GetProperty("kinds").EnumerateArray().Single(kind => Text(kind, "subjectKind") == "fixed-charge")
            .GetProperty("deltaGbp").GetDecimal().ShouldBe(236_666.67m);
        foreach (var total in supposed.GetProperty("totals").EnumerateArray())
        {
            total.GetProperty("deltaGbp").GetDecimal().ShouldBe(supposed.GetProperty("lines").EnumerateArray()
                .Where(line => Text(line, "payer") == Text(total, "payer")).Sum(line => line.GetProperty("deltaGbp").GetDecimal()));
            total.GetProperty("hypotheticalGbp").GetDecimal().ShouldBe(
                total.GetProperty("asKnownGbp").GetDecimal() + total.GetProperty("deltaGbp").GetDecimal());
        }
    }

    [Fact]
    public async Task NoHypothesis_ChangesNoLine() =>
        (await AprilHost.PostAsync(april.Hcc, "/simulations", new { hypotheses = Array.Empty<object>() })).GetProperty("lineCount").GetInt32()
            .ShouldBe(0);

    [Theory]
    [InlineData("""{"kind":"wish"}""", "hypotheses[0].kind")]
    [InlineData("""{"kind":"share","secondment":"SEC-2022-0001","from":"2023-04-01"}""", "hypotheses[0].hostSharePercent")]
    [InlineData("""{"kind":"share","secondment":"SEC-2022-0001","from":"2023-04-01","hostSharePercent":101}""",
        "hypotheses[0].hostSharePercent")]
    [InlineData("""{"kind":"pay-award","spine":"NJC","from":"2023-04-01"}""", "hypotheses[0].addPercent")]
    [InlineData("""{"kind":"pay-award","spine":"NJC","from":"2023-04-01","addGbp":1.005}""", "hypotheses[0].addGbp")]
    [InlineData("""{"kind":"offered-rates","spine":"NJC"}""", "hypotheses[0].spine")]
    [InlineData("""{"kind":"agreement-last-day","agreement":"SP-2018","lastDay":"1066-10-14"}""", "hypotheses[0].lastDay")]
    [InlineData("""{"kind":"clause","clause":"SP-2018/C1","from":"2023-04-01","parameters":{"annualGbp":"99999999999999999999999999999"}}""",
        "hypotheses[0].parameters")]
    [InlineData("""{"kind":"share","colour":"red"}""", "colour")]
    public async Task Hypothesis_ThatIsMalformed_NamesItsField(string hypothesis, string field)
    {
        using var answer = await SendAsync(april.Hcc, $$"""{"hypotheses":[{{hypothesis}}]}""");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("errors").EnumerateObject()
            .Select(error => error.Name).ShouldContain(field);
    }

    [Theory]
    [InlineData("HCC", "hr-officer", """{"hypotheses":[]}""", HttpStatusCode.Forbidden)]
    [InlineData("HCC", "auditor", """{"hypotheses":[]}""", HttpStatusCode.Forbidden)]
    [InlineData("HCC", "finance-officer", """{"hypotheses":[null]}""", HttpStatusCode.BadRequest)]
    [InlineData("HCC", "finance-officer", """{"hypotheses":[],"firstPeriod":"2023/24-P05","lastPeriod":"2023/24-P04"}""",
        HttpStatusCode.BadRequest)]
    [InlineData("HCC", "finance-officer", """{"hypotheses":[],"lastPeriod":"2923/24-P04"}""", HttpStatusCode.BadRequest)]
    [InlineData("HCC", "finance-officer", """{"hypotheses":[],"lastPeriod":"2023/24-P13"}""", HttpStatusCode.BadRequest)]
    [InlineData("HCC", "finance-officer",
        """{"hypotheses":[{"kind":"share","secondment":"SEC-1","from":"2023-04-01","hostSharePercent":50}]}""", HttpStatusCode.Conflict)]
    [InlineData("HCC", "finance-officer",
        """{"hypotheses":[{"kind":"clause","clause":"SP-2018/C1","from":"2023-04-01","parameters":{"annualGbp":"much"}}]}""",
        HttpStatusCode.Conflict)]
    public async Task Simulation_ThatMayNotBe_IsAnswered(string council, string role, string body, HttpStatusCode expected)
    {
        using var answer = await SendAsync(april.Host.Client(council, role), body);

        answer.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("HCC", "auditor", "", HttpStatusCode.OK)]
    [InlineData("HCC", "hr-officer", "", HttpStatusCode.Forbidden)]
    [InlineData("HCC", "auditor", "?lastPeriod=2023-04", HttpStatusCode.BadRequest)]
    [InlineData("HCC", "auditor", "?leastSure=hoped", HttpStatusCode.BadRequest)]
    public async Task Contingent_IsAnswered(string council, string role, string query, HttpStatusCode expected)
    {
        using var answer = await april.Host.Client(council, role).GetAsync($"{AprilHost.Api}/contingent{query}");

        answer.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Offer_IsContingent_InThePreviewToo()
    {
        var listed = await AprilHost.GetAsync(april.Iwc, "/contingent?lastPeriod=2023/24-P02");
        var preview = await AprilHost.PostAsync(april.Iwc, "/runs/preview", new { period = "2023/24-P02" });

        listed.GetProperty("offers").EnumerateArray().Select(offer => offer.GetString())
            .ShouldBe(["NJC from 1 April 2023, offered: National Employers' offer for 2023/24."]);
        preview.GetProperty("run").GetProperty("contingent").GetProperty("lines").EnumerateArray().Count(line =>
            Text(line, "servicePeriod") == "2023/24-P02").ShouldBe(5);
        preview.GetProperty("run").GetProperty("lines").EnumerateArray().Sum(line => line.GetProperty("amountGbp").GetDecimal())
            .ShouldBe((await AprilHost.PostAsync(april.Hcc, "/simulations",
                    new { hypotheses = Array.Empty<object>(), firstPeriod = "2023/24-P02", lastPeriod = "2023/24-P02" }))
                .GetProperty("totals").EnumerateArray().Sum(total => total.GetProperty("asKnownGbp").GetDecimal()));
    }

    private Task<Dictionary<string, long>> RowsAsync() => april.Host.ReadAsync(async db =>
    {
        var tables = await db.Database.SqlQueryRaw<string>("SELECT tablename::text AS \"Value\" FROM pg_tables WHERE schemaname = 'public'")
            .ToListAsync();
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables.Order(StringComparer.Ordinal))
        {
            rows[table] = await db.Database
                .SqlQueryRaw<long>(string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) AS \"Value\" FROM \"{table}\"")).SingleAsync();
        }

        return rows;
    });

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.PostAsync($"{AprilHost.Api}/simulations", content);
    }

    private static string? Text(JsonElement row, string field) => row.GetProperty(field).GetString();
}
