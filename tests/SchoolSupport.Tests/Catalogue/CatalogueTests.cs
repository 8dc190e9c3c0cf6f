namespace SchoolSupport.Tests.Catalogue;

public sealed class CatalogueTests(SchoolSupportHost host)
{
    private const string Catalogue = $"{SchoolSupportHost.Api}/catalogue";

    [Fact]
    public async Task Rate_OfADay_IsTheLastBeforeIt()
    {
        await SetAsync("governor-support", 350.00m, "2023-04-01").ShouldBeAsync(HttpStatusCode.Created);
        await SetAsync("governor-support", 375.50m, "2023-09-01").ShouldBeAsync(HttpStatusCode.Created);

        (await RateOnAsync("2023-03-31")).ShouldBeNull();
        (await RateOnAsync("2023-08-31")).ShouldBe(350.00m);
        (await RateOnAsync("2023-09-01")).ShouldBe(375.50m);
    }

    [Fact]
    public async Task Rate_FromADayThatHasOne_IsRefused()
    {
        await SetAsync("music", 200m, "2023-04-01").ShouldBeAsync(HttpStatusCode.Created);

        await SetAsync("music", 210m, "2023-04-01").ShouldRefuseAsync("rate-exists");
    }

    [Fact]
    public async Task Rate_OfTheOtherCouncil_IsItsOwn()
    {
        await SetAsync("moderation", 300m, "2023-04-01").ShouldBeAsync(HttpStatusCode.Created);
        await SetAsync("moderation", 290m, "2023-04-01", host.Service.Client("IWC", SchoolSupportHost.Manager)).ShouldBeAsync(HttpStatusCode.Created);

        (await host.Service.Client("IWC", "auditor").GetAsync($"{Catalogue}?on=2023-05-01").ShouldBeAsync(HttpStatusCode.OK))
            .GetProperty("rates").EnumerateArray().Where(rate => rate.Text("service") == "moderation")
            .Select(rate => (rate.Text("council"), rate.Number("dayRateGbp"))).ShouldBe([("HCC", 300m), ("IWC", 290m)]);
    }

    [Theory]
    [InlineData("music", 0.005, "dayRateGbp")]
    [InlineData("music", 10.005, "dayRateGbp")]
    [InlineData("Music!", 10.00, "service")]
    public async Task Rate_ThatIsNone_IsInvalid(string service, double pounds, string field) =>
        await SetAsync(service, (decimal)pounds, "2024-04-01").ShouldNameAsync(field);

    [Fact]
    public async Task Rate_BySomeoneElse_IsForbidden() =>
        await SetAsync("music", 10m, "2025-04-01", host.IslandBudgetHolder).ShouldBeAsync(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Catalogue_ForAStranger_IsNotSignedIn() =>
        (await host.Service.Stranger().GetAsync(Catalogue)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

    private Task<HttpResponseMessage> SetAsync(string service, decimal dayRateGbp, string effectiveFrom, HttpClient? client = null) =>
        (client ?? host.HampshireManager).PostAsJsonAsync(Catalogue, new { service, name = "A service to schools", dayRateGbp, effectiveFrom });

    private async Task<decimal?> RateOnAsync(string day) =>
        (await host.HampshireManager.GetAsync($"{Catalogue}?on={day}").ShouldBeAsync(HttpStatusCode.OK))
            .GetProperty("rates").EnumerateArray().Where(rate => rate.Text("service") == "governor-support")
            .Select(rate => (decimal?)rate.Number("dayRateGbp")).SingleOrDefault();
}
