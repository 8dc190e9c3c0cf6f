using System.Text;
using System.Text.Json;

namespace Recharging.Tests.Rates;

/// <summary>One council alone can't set what both are charged by: an agreed rate takes effect with the other council's key.</summary>
public sealed class SecondKeyTests(AprilHost april) : IClassFixture<AprilHost>
{
    private const string Columns = "spine,point,annual_gbp,effective_from,status,agreed_on,source\n";
    private const string Why = "The circular says otherwise.";

    [Fact]
    public async Task AgreedRate_OfOneCouncil_PricesNothing_UntilTheOtherConfirmsIt()
    {
        var before = await OwedAsync();

        var load = await LoadAsync(april.Iwc, "NJC,38,1000,2022-04-01,agreed,,A very low spine");

        load.GetProperty("state").GetString().ShouldBe("waiting");
        load.GetProperty("rows")[0].GetProperty("rate").GetProperty("annualGbp").GetDecimal().ShouldBe(1000m);
        load.GetProperty("rows")[0].GetProperty("replaces").GetProperty("annualGbp").GetDecimal().ShouldBe(44539m);
        (await OwedAsync()).ShouldBe(before);
        var id = load.GetProperty("id").GetString();
        (await AprilHost.GetAsync(april.Hcc, "/notices?unread=true")).GetProperty("notices").EnumerateArray()
            .ShouldContain(notice => notice.GetProperty("kind").GetString() == "rates-wait" && notice.GetProperty("about").GetString() == id);
        foreach (var client in new[] { april.Hcc, april.Iwc })
        {
            (await AprilHost.GetAsync(client, "/rate-loads?waiting=true")).EnumerateArray()
                .ShouldContain(waits => waits.GetProperty("id").GetString() == id);
        }

        (await YearHost.RefusedAsync(april.Iwc, $"/rate-loads/{id}/confirmation")).ShouldBe("loader-decides");
        (await YearHost.RefusedAsync(april.Approver, $"/rate-loads/{id}/confirmation")).ShouldBe("own-council-decides");
        (await YearHost.RefusedAsync(april.Approver, $"/rate-loads/{id}/rejection", new { reason = Why })).ShouldBe("own-council-decides");
        (await YearHost.RefusedAsync(april.Hcc, $"/rate-loads/{id}/withdrawal", new { reason = Why })).ShouldBe("other-council-loaded");
        (await YearHost.RefusedAsync(april.Hcc, $"/rate-loads/{id}/rejection", new { reason = "No." })).ShouldBe("400");
        (await YearHost.RefusedAsync(april.Host.Client("HCC", "auditor"), $"/rate-loads/{id}/confirmation")).ShouldBe("403");

        (await AprilHost.PostAsync(april.Hcc, $"/rate-loads/{id}/rejection", new { reason = Why })).GetProperty("state").GetString()
            .ShouldBe("rejected");
        (await YearHost.RefusedAsync(april.Hcc, $"/rate-loads/{id}/confirmation")).ShouldBe("already-decided");
        (await OwedAsync()).ShouldBe(before);
        (await AprilHost.GetAsync(april.Iwc, "/notices?unread=true")).GetProperty("notices").EnumerateArray()
            .ShouldContain(notice => notice.GetProperty("kind").GetString() == "rates-decided"
                && notice.GetProperty("sentence").GetString()!.Contains(Why, StringComparison.Ordinal));

        var agreed = (await LoadAsync(april.Iwc, "NJC,38,44540,2022-04-01,agreed,,A pound more")).GetProperty("id").GetString();
        await AprilHost.PostAsync(april.Hcc, $"/rate-loads/{agreed}/confirmation");
        (await OwedAsync()).ShouldNotBe(before);
        var mended = (await LoadAsync(april.Iwc, "NJC,38,44539,2022-04-01,agreed,,The circular")).GetProperty("id").GetString();
        await AprilHost.PostAsync(april.Hcc, $"/rate-loads/{mended}/confirmation");
        (await OwedAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task AgreedRates_TakenBackByWhoLoadedThem_NeverTakeEffect()
    {
        var id = (await LoadAsync(april.Hcc, "NJC,90,90000,2022-04-01,agreed,,Typed twice")).GetProperty("id").GetString();

        (await AprilHost.PostAsync(april.Hcc, $"/rate-loads/{id}/withdrawal", new { reason = "Typed twice, sorry." }))
            .GetProperty("state").GetString().ShouldBe("withdrawn");

        (await YearHost.RefusedAsync(april.Iwc, $"/rate-loads/{id}/confirmation")).ShouldBe("already-decided");
        (await AprilHost.GetAsync(april.Hcc, "/rates/spine")).EnumerateArray()
            .ShouldNotContain(row => row.GetProperty("rate").GetString() == "NJC 90");
    }

    [Fact]
    public async Task OffersAndOwnPensionRates_NeedNoSecondKey()
    {
        using var offer = await SendAsync(april.Hcc, "/rates/spine", Columns + "NJC,91,90000,2030-04-01,offered,,The employers' offer\n");
        using var pension = await SendAsync(april.Hcc, "/rates/pension",
            "employer,scheme,effective_from,rate_percent,status,agreed_on,source\nHCC,LGPS,2030-04-01,20,agreed,,The fund's actuary\n");

        foreach (var answer in new[] { offer, pension })
        {
            var told = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
            told.GetProperty("taken").GetInt32().ShouldBe(1);
            told.GetProperty("waits").ValueKind.ShouldBe(JsonValueKind.Null);
        }
    }

    private static async Task<JsonElement> LoadAsync(HttpClient client, string row)
    {
        using var answer = await SendAsync(client, "/rates/spine", $"{Columns}{row}\n");
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("waits");
    }

    private async Task<string> OwedAsync() =>
        (await AprilHost.PostAsync(april.Hcc, "/runs/preview", new { period = "2023/24-P01" })).GetProperty("run").GetProperty("owedGbp")
            .ToString();

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string csv)
    {
        using var body = new StringContent(csv, Encoding.UTF8, "text/csv");
        return await client.PostAsync(AprilHost.Api + path, body);
    }
}
