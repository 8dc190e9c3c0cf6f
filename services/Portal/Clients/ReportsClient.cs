namespace Portal.Clients;

/// <summary>The reports of the recharge as tables for a spreadsheet.</summary>
public sealed class ReportsClient(HttpClient recharging)
{
    /// <summary>The table, or why there is none: a day that is still to come, for example.</summary>
    /// <param name="path">Of the report, as the service has it.</param>
    /// <param name="cancel">Stops the waiting.</param>
    public Task<(Stream? File, Refused? Refused)> Csv(string path, CancellationToken cancel) =>
        recharging.DownloadUnlessRefused(path, "text/csv", cancel);
}
