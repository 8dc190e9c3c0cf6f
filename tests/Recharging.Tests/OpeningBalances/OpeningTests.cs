using System.Net;

namespace Recharging.Tests.OpeningBalances;

/// <summary>What stood on the control accounts before the first month: seen by both, confirmed by both, and fixed then.</summary>
public sealed class OpeningTests(AprilHost april) : IClassFixture<AprilHost>
{
    private const string Opening = "/opening-balances";

    [Fact]
    public async Task Position_IsConfirmedByBoth_AndNoErpSaysAnythingElseThen()
    {
        var confirmations = $"{Opening}/confirmations";
        await SendAsync("HCC", "19200", "IWC", 5000m);
        (await YearHost.RefusedAsync(april.Hcc, confirmations, new { sha256 = await HashAsync() })).ShouldBe("balances-missing");
        await SendAsync("IWC", "B8010", "HCC", -4000m);
        var early = await HashAsync();
        await AprilHost.PostAsync(april.Hcc, confirmations, new { sha256 = early });
        await SendAsync("IWC", "B8010", "HCC", -4200m);

        var position = await AprilHost.GetAsync(april.Iwc, Opening);
        position.GetProperty("position").GetProperty("differenceGbp").GetDecimal().ShouldBe(800m);
        position.GetProperty("position").GetProperty("reason").GetString().ShouldBe("opening");
        position.GetProperty("position").GetProperty("accounts").EnumerateArray().Select(account =>
            (account.GetProperty("council").GetString(), account.GetProperty("openingGbp").GetDecimal()))
            .ShouldBe([("HCC", 5000m), ("IWC", -4200m)]);
        position.GetProperty("confirmations")[0].GetProperty("isOfThis").GetBoolean().ShouldBeFalse();
        (await AprilHost.GetAsync(april.Hcc, Opening)).ToString().ShouldBe(position.ToString());
        (await YearHost.RefusedAsync(april.Iwc, confirmations, new { sha256 = early })).ShouldBe("position-changed");
        var sha256 = await HashAsync();
        (await AprilHost.PostAsync(april.Iwc, confirmations, new { sha256 })).GetProperty("isConfirmed").GetBoolean().ShouldBeFalse();
        (await YearHost.RefusedAsync(april.Iwc, confirmations, new { sha256 })).ShouldBe("already-confirmed");
        (await AprilHost.PostAsync(april.Hcc, confirmations, new { sha256 })).GetProperty("isConfirmed").GetBoolean().ShouldBeTrue();

        (await YearHost.RefusedAsync(april.Host.Erp("IWC", "ledger:write"), "/control-balances", Balances("B8010", "HCC", -4300m)))
            .ShouldBe("opening-confirmed");
        await SendAsync("IWC", "B8010", "HCC", -4200m, closing: -4100m);
        (await AprilHost.GetAsync(april.Hcc, Opening)).GetProperty("isConfirmed").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("adviser", "", HttpStatusCode.Forbidden)]
    [InlineData("auditor", "", HttpStatusCode.OK)]
    public async Task Opening_IsAnswered(string role, string query, HttpStatusCode expected)
    {
        using var answer = await april.Host.Client("HCC", role).GetAsync(AprilHost.Api + Opening + query);

        answer.StatusCode.ShouldBe(expected);
        (await YearHost.RefusedAsync(april.Host.Client("HCC", "auditor"), $"{Opening}/confirmations", new { sha256 = "0" }))
            .ShouldBe("403");
        (await YearHost.RefusedAsync(april.Hcc, $"{Opening}/confirmations", new { })).ShouldBe("400");
    }

    private async Task SendAsync(string council, string account, string partner, decimal opening, decimal closing = 0m) =>
        await AprilHost.PostAsync(
            april.Host.Erp(council, "ledger:write"), "/control-balances", Balances(account, partner, opening, closing));

    private async Task<string> HashAsync() =>
        (await AprilHost.GetAsync(april.Hcc, Opening)).GetProperty("position").GetProperty("sha256").GetString()!;

    private static object[] Balances(string account, string partner, decimal opening, decimal closing = 0m) =>
        [new { account, partner, period = "2023/24-P01", openingGbp = opening, closingGbp = closing }];
}
