namespace Demonstration.Story;

/// <summary>The whole story in its order, told once.</summary>
internal sealed class Tale(Cast cast, Office hampshireOffice, Office isleOfWightOffice, Services services)
{
    // The day on which April's statement is due.
    private static readonly DateTimeOffset NinthOfMay = new(2023, 5, 9, 9, 0, 0, TimeSpan.FromHours(1));

    /// <summary>The number of April's statement, issued and reconciled.</summary>
    public async Task<string> TellAsync(Action<string> chapter)
    {
        chapter("Authorities of 2012 to 2023, rates, people, schools");
        await services.SetBusinessTimeAsync(NinthOfMay);
        await new Prelude(cast, hampshireOffice, isleOfWightOffice, services).PlayAsync();

        chapter("April 2023: run, review, statement");
        var april = new April(hampshireOffice, isleOfWightOffice, services);
        var hampshire = new Erp("HCC", "SAP-HCC", "HCC1", Accounts.ReceivableAtHampshire, Accounts.PayableAtHampshire);
        var isleOfWight = new Erp("IWC", "SAP-IWC", "IWC1", Accounts.ReceivableAtIsleOfWight, Accounts.PayableAtIsleOfWight);
        var number = await april.IssueStatementAsync();

        chapter("Agreement, dispute, journals and acknowledgements");
        await april.MarkLinesAsync(number);
        await april.SettleAsync(number, hampshire, isleOfWight);

        chapter("Both ledgers, matching, reconciliation");
        await april.PlantDifferencesAsync(number, hampshire, isleOfWight);
        await april.SendLedgersAsync(hampshire, isleOfWight);
        await april.ReconcileAsync(number);
        await april.ProveTheDoorAsync(hampshire);
        await services.QuietAsync();
        return number;
    }
}
