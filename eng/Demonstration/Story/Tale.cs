namespace Demonstration.Story;

/// <summary>The whole story in its order, told once.</summary>
internal sealed class Tale(Cast cast, Office hampshireOffice, Office isleOfWightOffice, Services services)
{
    // The day on which April's statement is due.
    private static readonly DateTimeOffset NinthOfMay = new(2023, 5, 9, 9, 0, 0, TimeSpan.FromHours(1));

    private readonly April april = new(hampshireOffice, isleOfWightOffice, services);

    public Erp Hampshire { get; } = new("HCC", "SAP-HCC", "HCC1", Accounts.ReceivableAtHampshire, Accounts.PayableAtHampshire);

    public Erp IsleOfWight { get; } = new("IWC", "SAP-IWC", "IWC1", Accounts.ReceivableAtIsleOfWight, Accounts.PayableAtIsleOfWight);

    /// <summary>The number of April's statement, issued and reconciled.</summary>
    public async Task<string> TellAsync(Action<string> chapter)
    {
        var number = await IssueAprilAsync(chapter);

        chapter("Agreement, dispute, journals and acknowledgements");
        await april.MarkLinesAsync(number);
        await april.SettleAsync(number);
        await BookJournalsAsync();

        chapter("Both ledgers, matching, reconciliation");
        await SendLedgersAsync(number);
        await april.ReconcileAsync(number);
        await april.ProveTheDoorAsync(Hampshire);
        await services.QuietAsync();
        return number;
    }

    /// <summary>The number of April's statement, issued and not marked yet.</summary>
    public async Task<string> IssueAprilAsync(Action<string> chapter)
    {
        chapter("Authorities of 2012 to 2023, rates, people, schools");
        await services.SetBusinessTimeAsync(NinthOfMay);
        await new Prelude(cast, hampshireOffice, isleOfWightOffice, services).PlayAsync();

        chapter("April 2023: run, review, statement");
        return await april.IssueStatementAsync();
    }

    /// <summary>Both ERPs take what was settled into their books.</summary>
    public Task BookJournalsAsync() => april.BookJournalsAsync(Hampshire, IsleOfWight);

    /// <summary>Both ERPs send the month's ledger with their clerks' slips, and what their control accounts hold.</summary>
    public async Task SendLedgersAsync(string number)
    {
        await april.PlantDifferencesAsync(number, Hampshire, IsleOfWight);
        await april.SendLedgersAsync(Hampshire, IsleOfWight);
    }
}
