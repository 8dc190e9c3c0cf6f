namespace Portal.Clients;

/// <summary>What a statement's matching with both ledgers found, version by version.</summary>
public sealed class ReconciliationsClient(HttpClient recharging)
{
    /// <summary>The latest, or an earlier version; null while there is none.</summary>
    public Task<Reconciliation?> Of(string statement, int? version, CancellationToken cancel) =>
        recharging.ReadIfThere<Reconciliation>(PathOf(statement) + (version is { } number ? $"?version={number}" : ""), cancel);

    public Task<Refused?> Run(string statement, Guid key, CancellationToken cancel) =>
        recharging.Post(PathOf(statement), new { }, key, cancel);

    private static string PathOf(string statement) => $"statements/{Uri.EscapeDataString(statement)}/reconciliation";
}
