namespace Demonstration.Story;

/// <summary>What became known after its month was charged.</summary>
internal sealed class LateChanges(Cast cast, Services services)
{
    private const string SecondTerm = "secondments/second-term.json";

    /// <summary>Secondee D comes back for a second term from 22 May on.</summary>
    public async Task AgreeSecondTermAsync()
    {
        await services.SetBusinessDayAsync(new DateOnly(2023, 5, 16));
        await new Lending(cast).AgreeAsync(await DataFiles.ReadFirstAsync(SecondTerm));
    }

    /// <summary>Three weeks late, and after May's statement.</summary>
    public async Task StartSecondTermAsync()
    {
        await services.SetBusinessDayAsync(new DateOnly(2023, 6, 12));
        await new Lending(cast).StartAsync(await DataFiles.ReadFirstAsync(SecondTerm), Secondees.SecondTermOfD);
    }

    /// <summary>In July both councils find that Hampshire's share of secondee E was 75 per cent from May on.</summary>
    public async Task CorrectShareAsync()
    {
        await services.SetBusinessDayAsync(new DateOnly(2023, 7, 12));
        await cast.BothAskAsync($"secondments/v1/secondments/{Secondees.E}/variation",
            new { effectiveFrom = "2023-05-01", hostSharePercent = 75, reason = "A quarter of the week stays at home from May on." });
    }
}
