using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Governance.Contracts;
using Testing;

namespace Recharging.Tests;

/// <summary>Recharging with what is known for April 2023 and an agreement that goes on to the end of January 2024: month after month is
/// run, and business time moves as the story does.</summary>
public class YearHost(Servers servers) : AprilHost(servers)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Host.DeliverAsync("SP-2018", 2, new AgreementVaried
        {
            AgreementReference = "SP-2018", LastDay = Given.Day("2024-01-31"), DecisionReferences = ["D-2023-06-HCC", "D-2023-06-IWC"],
            OccurredAt = Given.Told,
        });
    }

    public DateTimeOffset Now { get; private set; }

    public Task OnAsync(DateOnly day)
    {
        Now = new DateTimeOffset(day.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero);
        return Host.SetClockAsync(Now);
    }

    /// <summary>Runs, reviews and issues a month; the answer is the run as it was opened.</summary>
    public async Task<JsonElement> IssueAsync(string period, bool finalAccount = false)
    {
        var run = await PostAsync(Hcc, "/runs", new { period, finalAccount });
        await IssueAsync(run);
        return run;
    }

    public async Task EndAsync(string lastDay) => await Host.DeliverAsync("SP-2018", 3, new AgreementEnded
    {
        AgreementReference = "SP-2018", LastDay = Given.Day(lastDay), Reason = "Both councils decided so.", OccurredAt = Given.Told,
    });

    /// <summary>The award of 1 November 2023, back to April.</summary>
    public Task AwardAsync() => UploadAsync(Hcc, "/rates/spine", "rates/november-2023/njc-2023-24");

    /// <summary>The same award with something else in its file.</summary>
    public async Task AwardAsync(string instead, string of)
    {
        var file = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Demonstration/rates/november-2023/njc-2023-24.csv"));
        file.ShouldContain(of);
        using var body = new StringContent(file.Replace(of, instead, StringComparison.Ordinal), Encoding.UTF8, "text/csv");
        using var answer = await Hcc.PostAsync($"{Api}/rates/spine", body);
        answer.EnsureSuccessStatusCode();
        await ConfirmAsync(JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>Both councils agree what they pay of a statement, and settle it.</summary>
    public async Task SettleAsync(string statement)
    {
        await PostAsync(Iwc, $"/statements/{statement}/agreements", new { all = true });
        await PostAsync(Hcc, $"/statements/{statement}/agreements", new { all = true });
        await PostAsync(Hcc, $"/statements/{statement}/settlement");
    }

    /// <summary>The refusal's code, or the status when it is none.</summary>
    public static async Task<string> RefusedAsync(HttpClient client, string path, object? body = null)
    {
        using var answer = await client.PostAsJsonAsync(Api + path, body ?? new { });
        var told = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        return answer.StatusCode is HttpStatusCode.Conflict
            ? told.GetProperty("type").GetString()!.Split(':')[^1]
            : ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
    }
}
