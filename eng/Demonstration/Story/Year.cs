namespace Demonstration.Story;

/// <summary>From the reconciled April to the first month of the buy-back: what happened on which day, in its order.</summary>
internal sealed class Year(Cast cast, Office hampshire, Office isleOfWight, Services services, Action<string> chapter)
{
    private readonly Notes notes = new(new KnownAt(hampshire, isleOfWight));

    /// <param name="april">The number of April's statement.</param>
    public async Task<YearTold> TellAsync(string april)
    {
        notes.Statements.Add(april);
        var extension = new Extension(cast, hampshire, services);
        var late = new LateChanges(cast, services);
        var schools = new Schools(cast, services);
        var offers = new Offers(hampshire, services, notes);

        chapter("May and June 2023: a paused commission, a start recorded three weeks late");
        await On(2023, 5, 10);
        await isleOfWight.Finance.PostCsvAsync("recharging/v1/coding", await DataFiles.ReadAsync("recharging/iwc/coding-2023-05.csv"));
        await cast.PlayAsync("school-support/visits-may.json");
        await late.AgreeSecondTermAsync();
        await On(2023, 6, 1);
        await cast.PlayAsync("school-support/notes-may.json");
        await ChargeAsync("2023/24-P02", new(2023, 6, 7));
        await late.StartSecondTermAsync();
        notes.Refused.Add(await schools.AskForThePausedDayAsync());

        chapter("The partnership's term ends on 30 June: July is refused, then both councils extend");
        notes.Refused.Add(await extension.AskForJulyAsync());
        await extension.AgreeAsync();
        await On(2023, 7, 3);
        await cast.PlayAsync("school-support/notes-june.json");
        await ChargeAsync("2023/24-P03", new(2023, 7, 7));

        chapter("July to September 2023: a share corrected for May, a secondment extended, the end agreed");
        await late.CorrectShareAsync();
        await ChargeAsync("2023/24-P04", new(2023, 8, 7));
        await ChargeAsync("2023/24-P05", new(2023, 9, 7));
        await extension.LendLongerAsync();
        await On(2023, 9, 29);
        await cast.PlayAsync("governance/ending.json");
        await ChargeAsync("2023/24-P06", new(2023, 10, 6));

        chapter("October 2023: new schools in the register, the pay award of 1 November");
        notes.Refused.Add(await schools.CommissionUnderNewNumbersAsync());
        await offers.OfLastYearAsync();
        await On(2023, 11, 1);
        await AgreedRates.LoadAsync(hampshire, isleOfWight, "spine", "november-2023/njc-2023-24");
        await cast.PlayAsync("school-support/notes-october.json");
        await ChargeAsync("2023/24-P07", new(2023, 11, 7));

        chapter("November 2023 to January 2024, the partnership's last months");
        await On(2023, 12, 1);
        await cast.PlayAsync("school-support/notes-november.json");
        await ChargeAsync("2023/24-P08", new(2023, 12, 7));
        await ChargeAsync("2023/24-P09", new(2024, 1, 8));
        var buyBack = new BuyBack(cast, hampshire, isleOfWight, services);
        await buyBack.AgreeAsync();
        await buyBack.EndSharedPostsAsync();
        await buyBack.LendOnAsync();
        await cast.PlayAsync("school-support/notes-january.json");
        await ChargeAsync("2023/24-P10", new(2024, 2, 7));

        chapter("February 2024: the partnership's final account, and services bought back as a market supply with VAT");
        await new FinalAccount(hampshire, services, notes).DeclareCostAsync();
        await ChargeAsync("2023/24-P11", new(2024, 3, 7));
        await offers.OfThisYearAsync();
        return await YearTold.ReadAsync(services, cast, notes);
    }

    private Task On(int year, int month, int day) => services.SetBusinessDayAsync(new DateOnly(year, month, day));

    private async Task ChargeAsync(string period, DateOnly issuedOn) =>
        notes.Statements.Add(await new Months(hampshire, isleOfWight, services, notes.KnownAt).ChargeAsync(
            period, issuedOn, notes.Statements[0]));
}
