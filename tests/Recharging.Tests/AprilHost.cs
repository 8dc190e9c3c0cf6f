using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Governance.Contracts;
using Recharging.Engine.Facts;
using SchoolSupport.Contracts;
using Secondments.Contracts;
using Testing;

namespace Recharging.Tests;

/// <summary>Recharging on a database of its own, brought to a stage of April 2023 through the same doors as officers and events.</summary>
public class AprilHost(Servers servers) : IAsyncLifetime
{
    public const string Api = "/api/recharging/v1";
    public const string Statement = "ST-2023-24-P01";

    private ServiceHost<RechargingDb>? host;

    public ServiceHost<RechargingDb> Host => host ?? throw new InvalidOperationException("The host has not been started.");

    public HttpClient Hcc => Host.Officer("HCC", "Hannah Finance", "finance-officer");

    public HttpClient Iwc => Host.Officer("IWC", "Ivan Finance", "finance-officer");

    /// <summary>Who turns the second key where Hampshire turned the first.</summary>
    public HttpClient Approver => Host.Officer("IWC", "Sarah Approver", "s151-delegate");

    public HttpClient Delegate => Host.Officer("HCC", "Sam Delegate", "s151-delegate");

    public virtual async ValueTask InitializeAsync()
    {
        host = await servers.StartAsync<RechargingDb>("recharging");
        await Host.SetClockAsync(new DateTimeOffset(2023, 5, 9, 9, 0, 0, TimeSpan.FromHours(1)));
        await LearnAsync([Given.AnAgreement(), .. Given.TheClauses(),
            .. Given.TheSecondees().Where(fact => fact is not SpineRate),
            .. Given.TheSchools(), .. Given.TheSharedPosts()]);
        foreach (var table in new[] { "spine:rates/njc-2022-23", "spine:rates/njc-2023-24-offered",
            "national-insurance:rates/national-insurance",
            "levy:rates/levy", "pension:hcc/pension" })
        {
            await UploadAsync(Hcc, $"/rates/{table.Split(':')[0]}", table.Split(':')[1]);
        }

        await UploadAsync(Iwc, "/rates/pension", "iwc/pension");
        foreach (var council in new[] { "HCC", "IWC" })
        {
            foreach (var table in new[] { "accounts", "cost-centres", "periods" })
            {
                await UploadAsync(Host.Erp(council, "masters:write"), $"/masters/{table}", $"{council.ToLowerInvariant()}/{table}");
            }

            await UploadAsync(council == "HCC" ? Hcc : Iwc, "/coding", $"{council.ToLowerInvariant()}/coding");
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (host is not null)
        {
            await host.DisposeAsync();
        }
    }

    public async Task LearnAsync(IEnumerable<object> events)
    {
        var versions = new Dictionary<string, long>();
        foreach (var told in events)
        {
            var aggregate = AggregateOf(told);
            versions[aggregate] = versions.GetValueOrDefault(aggregate) + 1;
            await Host.DeliverAsync(aggregate, versions[aggregate], told);
        }
    }

    public async Task<JsonElement> UploadAsync(HttpClient client, string path, string file)
    {
        using var body = new StringContent(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Demonstration", $"{file}.csv")), Encoding.UTF8, "text/csv");
        using var answer = await client.PostAsync(Api + path, body);
        var told = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {told}");
        var json = JsonElement.Parse(told);
        json.GetProperty("notTaken").GetArrayLength().ShouldBe(0, told);
        await ConfirmAsync(json);
        return json;
    }

    /// <summary>The other council confirms what waits of a file of rates that Hampshire loaded.</summary>
    public async Task ConfirmAsync(JsonElement loaded)
    {
        if (loaded.TryGetProperty("waits", out var waits) && waits.ValueKind is JsonValueKind.Object)
        {
            await PostAsync(Approver, $"/rate-loads/{waits.GetProperty("id").GetString()}/confirmation");
        }
    }

    /// <summary>The Isle of Wight reviews what Hampshire prepared, and Hampshire's delegate issues it.</summary>
    public async Task IssueAsync(JsonElement run)
    {
        var id = run.GetProperty("id").GetString();
        await PostAsync(Approver, $"/runs/{id}/review");
        await PostAsync(Delegate, $"/runs/{id}/issue");
    }

    public static async Task<JsonElement> PostAsync(HttpClient client, string path, object? body = null)
    {
        using var answer = await client.PostAsJsonAsync(Api + path, body ?? new { });
        var told = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {(int)answer.StatusCode} {told}");
        return JsonElement.Parse(told);
    }

    public static async Task<JsonElement> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(Api + path);
        var told = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {(int)answer.StatusCode} {told}");
        return JsonElement.Parse(told);
    }

    /// <summary>Runs, reviews and issues April.</summary>
    public async Task IssueAsync() => await IssueAsync(await PostAsync(Hcc, "/runs", new { period = "2023/24-P01" }));

    private static string AggregateOf(object told) => told switch
    {
        AgreementInForce agreement => agreement.AgreementReference,
        ClauseAgreed clause => clause.ClauseReference,
        DecisionRecorded decision => decision.DecisionReference,
        SecondmentStarted secondment => secondment.SecondmentReference,
        PayChanged pay => pay.EmploymentReference,
        SharedPostShareChanged post => post.PostReference,
        CommissionAgreed commission => commission.CommissionReference,
        SupportDayEvidenced visit => visit.CommissionReference,
        _ => throw new InvalidOperationException($"Which stream is {told.GetType().Name} in?"),
    };
}

/// <summary>April, issued.</summary>
public sealed class IssuedApril(Servers servers) : AprilHost(servers)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await IssueAsync();
    }
}
