using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Clients;

/// <summary>What a statement's matching with both ledgers found, version by version.</summary>
public sealed class ReconciliationsClient(HttpClient recharging)
{
    /// <summary>The latest, or an earlier version; null while there is none.</summary>
    public Task<Reconciliation?> Of(string statement, int? version, CancellationToken cancel) =>
        recharging.ReadIfThere<Reconciliation>(PathOf(statement) + (version is { } number ? $"?version={number}" : ""), cancel);

    /// <summary>What matching would have found by what was known at an instant, or why that can't be said.</summary>
    public Task<(Reconciliation? Found, Refused? Refused)> At(string statement, DateTimeOffset instant, CancellationToken cancel) =>
        recharging.ReadUnlessRefused<Reconciliation>(
            QueryHelpers.AddQueryString(PathOf(statement), "knownAt", instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
            cancel);

    public Task<Refused?> Run(string statement, Guid key, CancellationToken cancel) =>
        recharging.Post(PathOf(statement), new { }, key, cancel);

    private static string PathOf(string statement) => $"statements/{Uri.EscapeDataString(statement)}/reconciliation";
}
