namespace Demonstration.Story;

/// <summary>A pay award that is offered and not agreed: both councils see what it would add, and nobody is charged.</summary>
internal sealed class Offers(Office hampshire, Services services, Notes notes)
{
    /// <summary>The day before the award of 2023/24 was agreed, for the months that were charged by then.</summary>
    public Task OfLastYearAsync() => NoteAsync(new DateOnly(2023, 10, 31), "2023/24-P06");

    /// <summary>The employers' offer for 2024/25, as far as someone is still lent.</summary>
    public async Task OfThisYearAsync()
    {
        await hampshire.Finance.PostCsvAsync(
            "recharging/v1/rates/spine", await DataFiles.ReadAsync("recharging/rates/njc-2024-25-offered.csv"));
        await NoteAsync(new DateOnly(2024, 5, 16), "2024/25-P04");
    }

    private async Task NoteAsync(DateOnly today, string lastPeriod)
    {
        await services.SetBusinessDayAsync(today);
        notes.Offers.Add((today, await hampshire.Finance.GetAsync($"recharging/v1/contingent?lastPeriod={lastPeriod}")));
    }
}
