using System.Net;
using System.Text;
using System.Text.Json;

namespace Recharging.Tests.Rates;

/// <summary>Rates, masters and coding from files: what is taken, what is not, and why.</summary>
public sealed class UploadTests(AprilHost april) : IClassFixture<AprilHost>
{
    [Theory]
    [InlineData("/rates/spine", "HCC", "hr-officer", null, HttpStatusCode.Forbidden)]
    [InlineData("/rates/wishes", "HCC", "finance-officer", null, HttpStatusCode.NotFound)]
    [InlineData("/masters/accounts", "HCC", "finance-officer", null, HttpStatusCode.Forbidden)]
    [InlineData("/masters/wishes", "HCC", null, "masters:write", HttpStatusCode.NotFound)]
    [InlineData("/masters/accounts", "HCC", null, "masters:write", HttpStatusCode.BadRequest)]
    [InlineData("/coding", "IWC", "auditor", null, HttpStatusCode.Forbidden)]
    [InlineData("/coding", "IWC", "finance-officer", null, HttpStatusCode.BadRequest)]
    [InlineData("/rates/levy", "IWC", "finance-officer", null, HttpStatusCode.BadRequest)]
    public async Task File_FromTheWrongHand_OrWithoutItsColumns_IsAnswered(
        string path, string council, string? role, string? scope, HttpStatusCode expected)
    {
        var client = role is not null ? april.Host.Client(council, role) : april.Host.Erp(council, scope!);
        using var answer = await SendAsync(client, path, "wish\nmore money\n");

        answer.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("NJC,60,-1,2023-04-01,agreed,,x", "annual_gbp", "must not be below nil")]
    [InlineData("NJC,60,many,2023-04-01,agreed,,x", "annual_gbp", "must be a number with a decimal point")]
    [InlineData("NJC,sixty,20000,2023-04-01,agreed,,x", "point", "must be a whole number")]
    [InlineData("NJC,60,20000,1.4.2023,agreed,,x", "effective_from", "must be a day such as 2023-04-01")]
    [InlineData("NJC,60,20000,2023-04-01,hoped,,x", "status", "must be one of budgeted, offered, agreed")]
    [InlineData("NJC,60,20000,2023-04-01,agreed,,", "source", "must not be empty")]
    [InlineData("NJC,60,20000,2023-04-01,agreed,2023-11-01,x", "agreed_on", "is after today, 2023-05-09: load the row when it is agreed")]
    [InlineData("<<<<<<< HEAD", "point", "the row has 1 fields and the header 7")]
    [InlineData("NJC,60,20000,2023-04-01,agreed,,x,y", "source", "the row has 8 fields and the header 7")]
    public async Task Row_ThatCannotBeARate_IsNotTaken_AndSaysWhy(string row, string column, string rule)
    {
        using var answer = await SendAsync(april.Hcc, "/rates/spine",
            $"spine,point,annual_gbp,effective_from,status,agreed_on,source\n{row}\n");

        var notTaken = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("notTaken")[0];
        notTaken.GetProperty("row").GetInt32().ShouldBe(2);
        notTaken.GetProperty("column").GetString().ShouldBe(column);
        notTaken.GetProperty("rule").GetString().ShouldBe(rule);
    }

    [Theory]
    [InlineData("spine", "spine,point,annual_gbp,effective_until", "NJC,60,20000,2023-03-31", "effective_until",
        "must not be before effective_from")]
    [InlineData("national-insurance", "rate_percent,annual_threshold_gbp", "138,9100", "rate_percent", "must not be above 100 percent")]
    [InlineData("national-insurance", "rate_percent,annual_threshold_gbp", "-13.8,9100", "rate_percent", "must not be below nil")]
    [InlineData("national-insurance", "rate_percent,annual_threshold_gbp,monthly_threshold_gbp", "13.8,9100,-758", "monthly_threshold_gbp",
        "must not be below nil")]
    [InlineData("national-insurance",
        "rate_percent,annual_threshold_gbp,rebate_percent,rebate_from_gbp,rebate_to_gbp,rebate_from_monthly_gbp,rebate_to_monthly_gbp",
        "13.8,9100,3.4,40040,5668,473,3337", "rebate_to_gbp", "must not be below rebate_from_gbp, for the year and for the month")]
    [InlineData("national-insurance", "rate_percent,annual_threshold_gbp,rebate_percent", "13.8,9100,3.4", "rebate_from_gbp",
        "must be a number with a decimal point")]
    [InlineData("pension", "employer,scheme,rate_percent", "HCC,NHS,20", "scheme", "must be one of LGPS, TPS")]
    [InlineData("pension", "employer,scheme,rate_percent", "HCC,LGPS,200", "rate_percent", "must not be above 100 percent")]
    [InlineData("pension", "employer,scheme,rate_percent,lump_sum_percent", "HCC,LGPS,20,101", "lump_sum_percent",
        "must not be above 100 percent")]
    public async Task RateRow_ThatCannotBe_IsNotTaken_AndSaysWhy(string table, string columns, string fields, string column, string rule)
    {
        using var answer = await SendAsync(april.Hcc, $"/rates/{table}",
            $"{columns},effective_from,status,agreed_on,source\n{fields},2023-04-01,agreed,,x\n");

        var told = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        told.GetProperty("notTaken")[0].GetProperty("column").GetString().ShouldBe(column);
        told.GetProperty("notTaken")[0].GetProperty("rule").GetString().ShouldBe(rule);
    }

    [Fact]
    public async Task AgreedRate_IsCorrectedByAnAgreedRow_NeverByAnOffer_AndTheFormerCanBeSeen()
    {
        const string Columns = "spine,point,annual_gbp,effective_from,status,agreed_on,source\n";
        foreach (var (row, taken) in new[]
        {
            ("NJC,70,20000,2023-04-01,offered,,Offer", 1), ("NJC,70,20100,2023-04-01,agreed,,Circular", 1),
            ("NJC,70,20000,2023-04-01,offered,,Offer", 0), ("NJC,70,20200,2023-04-01,agreed,,Corrected circular", 1),
        })
        {
            using var answer = await SendAsync(april.Hcc, "/rates/spine", $"{Columns}{row}\n");
            var told = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
            (told.GetProperty("taken").GetInt32() + Waiting(told)).ShouldBe(taken);
            await april.ConfirmAsync(told);
            if (taken == 0)
            {
                told.GetProperty("notTaken")[0].GetProperty("rule").GetString()
                    .ShouldBe("NJC 70 from 2023-04-01 is agreed already: correct it by another agreed row");
            }
        }

        decimal[] Of(JsonElement rows) => [.. rows.EnumerateArray().Where(row => row.GetProperty("rate").GetString() == "NJC 70")
            .Select(row => row.GetProperty("annualGbp").GetDecimal())];
        Of(await AprilHost.GetAsync(april.Hcc, "/rates/spine")).ShouldBe([20200m]);
        Of(await AprilHost.GetAsync(april.Hcc, "/rates/spine?superseded=true")).ShouldBe([20000m, 20100m, 20200m]);
    }

    [Fact]
    public async Task File_LoadedAgain_ChangesNothing()
    {
        (await april.UploadAsync(april.Hcc, "/rates/spine", "rates/njc-2022-23")).GetProperty("unchanged").GetInt32().ShouldBe(42);
        (await april.UploadAsync(april.Hcc, "/coding", "hcc/coding")).GetProperty("taken").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Rows_ThatOverlap_AreNotTakenTwice()
    {
        using var answer = await SendAsync(april.Hcc, "/rates/levy",
            "effective_from,rate_percent,status,agreed_on,source\n2030-04-01,0.5,agreed,,x\n2030-04-01,0.6,agreed,,x\n");

        var told = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Waiting(told).ShouldBe(1);
        told.GetProperty("notTaken")[0].GetProperty("row").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Pension_OfTheOtherCouncil_IsNotTaken()
    {
        using var answer = await SendAsync(april.Iwc, "/rates/pension",
            "employer,scheme,effective_from,rate_percent,status,agreed_on,source\nHCC,LGPS,2023-04-01,1,agreed,,x\n");

        JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("notTaken")[0].GetProperty("column").GetString()
            .ShouldBe("employer");
    }

    [Theory]
    [InlineData("2023-04-01,salary,social-care,payable,X1,C4100,VO", "account")]
    [InlineData("2023-04-01,salary,social-care,payable,K3300,X1,VO", "cost_centre")]
    [InlineData("2023-04-01,wages,social-care,payable,K3300,C4100,VO", "component")]
    [InlineData("2023-04-01,salary,social-care,sideways,K3300,C4100,VO", "direction")]
    public async Task Coding_ToWhatTheLedgerDoesNotKnow_IsNotTaken(string row, string column)
    {
        using var answer = await SendAsync(april.Iwc, "/coding",
            $"effective_from,component,service,direction,account,cost_centre,vat_code\n{row}\n");

        JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("notTaken")[0].GetProperty("column").GetString()
            .ShouldBe(column);
    }

    [Fact]
    public async Task Masters_AreTheCouncilsOwn()
    {
        var hcc = await AprilHost.GetAsync(april.Hcc, "/masters/accounts");
        var iwc = await AprilHost.GetAsync(april.Iwc, "/masters/accounts");

        hcc.EnumerateArray().ShouldContain(account => account.GetProperty("code").GetString() == "19200");
        iwc.EnumerateArray().ShouldNotContain(account => account.GetProperty("code").GetString() == "19200");
    }

    private static int Waiting(JsonElement told) =>
        told.GetProperty("waits") is { ValueKind: JsonValueKind.Object } waits ? waits.GetProperty("rowCount").GetInt32() : 0;

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string csv)
    {
        using var body = new StringContent(csv, Encoding.UTF8, "text/csv");
        return await client.PostAsync(AprilHost.Api + path, body);
    }
}
