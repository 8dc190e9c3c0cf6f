namespace Demonstration.Story;

/// <summary>The support services were paid on budget; once their cost is known, the difference is the final account.</summary>
internal sealed class FinalAccount(Office hampshire, Services services, Notes notes)
{
    public async Task DeclareCostAsync()
    {
        await services.SetBusinessDayAsync(new DateOnly(2024, 2, 20));
        await hampshire.Finance.PostAsync("recharging/v1/actuals", new
        {
            agreement = Agreements.Partnership,
            charge = "support-services",
            firstPeriod = "2023/24-P01",
            lastPeriod = "2023/24-P10",
            actualGbp = 987_654.32m,
            source = "Hampshire's outturn report to 31 January 2024 (synthetic)",
        });
        notes.FinalAccount = await hampshire.Finance.GetAsync("recharging/v1/final-account");
    }
}
