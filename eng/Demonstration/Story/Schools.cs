namespace Demonstration.Story;

/// <summary>A commission that pauses, and two schools that the register knows under new numbers from October 2023.</summary>
internal sealed class Schools(Cast cast, Services services)
{
    private const string OfThePausedVisit = "COM-2023-0002/visits/V-2023-0006";

    public async Task<Refused> AskForThePausedDayAsync()
    {
        var today = new DateOnly(2023, 6, 22);
        await services.SetBusinessDayAsync(today);
        await cast.PlayAsync("school-support/visits-june.json");
        var adviser = await cast.NamedAsync("HCC adviser2");
        return new Refused(today, "the note of a visit during the pause", await adviser.IsRefusedAsync(
            $"school-support/v1/commissions/{OfThePausedVisit}/evidence",
            new { noteSha256 = new string('0', 64) },
            "note-of-a-paused-day"));
    }

    /// <summary>Under the old number nothing can be commissioned any more; the register leads to the new one.</summary>
    public async Task<Refused> CommissionUnderNewNumbersAsync()
    {
        var today = new DateOnly(2023, 10, 9);
        await services.SetBusinessDayAsync(today);
        var steps = await DataFiles.ReadJsonAsync("school-support/commissions-october.json");
        var proposal = steps[0]!["body"]!.DeepClone();
        var newNumber = proposal["urn"]!.GetValue<string>();
        proposal["urn"] = Commissions.CarisbrookeUntilSeptember;
        var manager = await cast.NamedAsync("HCC school");
        var sentence = await manager.IsRefusedAsync("school-support/v1/commissions", proposal, "commission-of-a-closed-school");

        var found = await manager.GetAsync($"school-support/v1/schools/{Commissions.CarisbrookeUntilSeptember}?on=2023-10-09");
        if (found["school"]!["urn"]!.GetValue<string>() != newNumber)
        {
            throw new InvalidOperationException($"The register should lead to {newNumber}: {found.ToJsonString()}");
        }

        await cast.PlayAsync("school-support/commissions-october.json");
        return new Refused(today, "a commission under a school's old number", sentence);
    }
}
