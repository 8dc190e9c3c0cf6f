using System.Text;
using System.Text.Json;
using static Recharging.Tests.GivenCosts;

namespace Recharging.Tests.CostPools;

/// <summary>April 2023 with cost pools: a shared one, one by caseload, direct costs, and the case system under its ceiling.</summary>
public sealed class PoolsHost(Testing.Servers servers) : AprilHost(servers)
{
    private const string CostColumns =
        "cost_reference,agreement,pool,period,amount_gbp,description,authority,bearer,incurred_on,source";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await LearnAsync(
        [
            ADecision("D-2012-11-IWC", "2012-11-12"), ASharedPool(), APool("C8", "edt", "caseload"),
            APool("C9", "direct", "direct-actual"), AnItemisedPool("C10", "case-system", "600000.00"),
            ASharedPool("C11", "agency", ("lines", "per-item")),
        ]);
    }

    public static Task<HttpResponseMessage> SendCostsAsync(HttpClient client, params string[] rows) =>
        SendAsync(client, "/costs", $"{CostColumns}\n{string.Join('\n', rows)}\n");

    public static async Task<JsonElement> LoadCostsAsync(HttpClient client, params string[] rows)
    {
        using var answer = await SendCostsAsync(client, rows);
        return await ReadAsync(answer);
    }

    /// <summary>Loads drivers as Hampshire, and accepts what waits of them as the Isle of Wight.</summary>
    public async Task AgreeDriversAsync(params string[] rows)
    {
        foreach (var proposal in (await LoadDriversAsync(Hcc, rows)).GetProperty("proposals").EnumerateArray())
        {
            await PostAsync(Approver, $"/driver-proposals/{proposal.GetProperty("id").GetString()}/acceptance");
        }
    }

    public static async Task<JsonElement> LoadDriversAsync(HttpClient client, params string[] rows)
    {
        using var answer = await SendAsync(
            client, "/drivers", $"driver,agreement,pool,party,period,measured_on,quantity,source\n{string.Join('\n', rows)}\n");
        return await ReadAsync(answer);
    }

    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string csv)
    {
        using var body = new StringContent(csv, Encoding.UTF8, "text/csv");
        return await client.PostAsync(Api + path, body);
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var told = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{(int)answer.StatusCode} {told}");
        return JsonElement.Parse(told);
    }
}
