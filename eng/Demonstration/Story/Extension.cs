namespace Demonstration.Story;

/// <summary>Without an authority nothing is charged: July 2023 is refused until both councils have extended the partnership.</summary>
internal sealed class Extension(Cast cast, Office hampshire, Services services)
{
    public async Task<Refused> AskForJulyAsync()
    {
        var today = new DateOnly(2023, 6, 27);
        await services.SetBusinessDayAsync(today);
        await services.QuietAsync();
        return new Refused(today, "July's run",
            await hampshire.Finance.IsRefusedAsync("recharging/v1/runs", new { period = "2023/24-P04" }, "july-without-authority"));
    }

    public async Task AgreeAsync()
    {
        await services.SetBusinessDayAsync(new DateOnly(2023, 6, 28));
        await cast.PlayAsync("governance/extension-decisions.json");
        await cast.PlayAsync("governance/extension.json");
        await services.QuietAsync();
    }

    /// <summary>Secondment B was to end in September; both councils want it to last as long as the partnership.</summary>
    public async Task LendLongerAsync()
    {
        await services.SetBusinessDayAsync(new DateOnly(2023, 9, 18));
        await cast.BothAskAsync($"secondments/v1/secondments/{Secondees.B}/extension",
            new { newLastDay = "2024-01-31", reason = "The improvement plan runs to the end of the partnership." });
    }
}
