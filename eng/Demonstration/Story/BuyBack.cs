using System.Globalization;

namespace Demonstration.Story;

/// <summary>From 1 February 2024 the Isle of Wight buys services as from any supplier, under an agreement of their own.</summary>
internal sealed class BuyBack(Cast cast, Office hampshire, Office isleOfWight, Services services)
{
    private static readonly string[] SharedPosts = ["POST-DCS", "POST-DDCF", "POST-DDE"];

    public async Task AgreeAsync()
    {
        await services.SetBusinessDayAsync(new DateOnly(2024, 1, 24));
        await cast.PlayAsync("governance/buy-back.json");
        foreach (var office in new[] { hampshire, isleOfWight })
        {
            var folder = $"recharging/{office.Council.ToLower(CultureInfo.InvariantCulture)}";
            await office.Finance.PostCsvAsync("recharging/v1/coding", await DataFiles.ReadAsync($"{folder}/coding-2024-02.csv"));
        }
    }

    /// <summary>Secondee F stays on for half a year, now as staff that come with a service sold.</summary>
    public async Task LendOnAsync()
    {
        var handover = await DataFiles.ReadFirstAsync("secondments/handover.json");
        await services.QuietAsync();
        var reference = await new Lending(cast).AgreeAsync(handover);
        await services.SetBusinessDayAsync(new DateOnly(2024, 2, 1));
        await new Lending(cast).StartAsync(handover, reference);
    }

    public async Task EndSharedPostsAsync()
    {
        await services.SetBusinessDayAsync(new DateOnly(2024, 1, 31));
        var approver = await cast.NamedAsync("HCC hrapprover");
        foreach (var post in SharedPosts)
        {
            await approver.PostAsync(
                $"secondments/v1/shared-posts/{post}/shares", new { effectiveFrom = "2024-02-01", hostSharePercent = 0 });
        }
    }
}
