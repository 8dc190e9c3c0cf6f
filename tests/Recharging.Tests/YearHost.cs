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
        await PostAsync(Delegate, $"/runs/{run.GetProperty("id").GetString()}/review");
        await PostAsync(Hcc, $"/runs/{run.GetProperty("id").GetString()}/issue");
        return run;
    }

    public async Task EndAsync(string lastDay) => await Host.DeliverAsync("SP-2018", 3, new AgreementEnded
    {
        AgreementReference = "SP-2018", LastDay = Given.Day(lastDay), Reason = "Both councils decided so.", OccurredAt = Given.Told,
    });

    /// <summary>The award of 1 November 2023, back to April.</summary>
    public Task AwardAsync() => UploadAsync(Hcc, "/rates/spine", "rates/november-2023/njc-2023-24");
}
