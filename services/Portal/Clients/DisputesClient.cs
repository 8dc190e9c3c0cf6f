using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Clients;

/// <summary>The register of disputes between both councils, and what an officer does to one.</summary>
public sealed class DisputesClient(HttpClient recharging)
{
    public async Task<IReadOnlyList<Dispute>> Register(DisputeFilter filter, CancellationToken cancel) =>
        (await recharging.Read<Page>(RegisterOf(filter), cancel)).Disputes;

    public Task<Stream> RegisterAsCsv(DisputeFilter filter, CancellationToken cancel) =>
        recharging.Download(RegisterOf(filter), "text/csv", cancel);

    public Task<DisputeRecord> One(string reference, CancellationToken cancel) =>
        recharging.Read<DisputeRecord>(PathOf(reference), cancel);

    public Task<Refused?> Acknowledge(string reference, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(reference)}/acknowledgement", new { }, key, cancel);

    public Task<Refused?> Review(string reference, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(reference)}/review", new { }, key, cancel);

    /// <param name="reference">Of the dispute.</param>
    /// <param name="owner">The officer's name.</param>
    /// <param name="ownerSignIn">By which the officer finds the dispute among his own; null when that is not known.</param>
    /// <param name="reason">For both councils; null when there is none.</param>
    /// <param name="key">Made with the form.</param>
    /// <param name="cancel">Stops the waiting.</param>
    public Task<Refused?> HandOver(
        string reference, string ownerSignIn, string? reason, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(reference)}/owner", new { ownerSignIn, reason }, key, cancel);

    /// <param name="reference">Of the dispute.</param>
    /// <param name="acceptedGbp">How much is given back, from nothing to all that is disputed.</param>
    /// <param name="reason">For the other council's officer.</param>
    /// <param name="key">Made with the form.</param>
    /// <param name="cancel">Stops the waiting.</param>
    public Task<Refused?> Resolve(string reference, decimal acceptedGbp, string reason, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(reference)}/resolution", new { acceptedGbp, reason }, key, cancel);

    /// <summary>The council that raised it takes the answer.</summary>
    public Task<Refused?> Confirm(string reference, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(reference)}/confirmation", new { }, key, cancel);

    public Task<Refused?> Escalate(string reference, string reason, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(reference)}/escalation", new { reason }, key, cancel);

    private static string PathOf(string reference) => $"disputes/{Uri.EscapeDataString(reference)}";

    private static string RegisterOf(DisputeFilter filter)
    {
        var asked = new Dictionary<string, string?>
        {
            ["state"] = filter.State, ["overdue"] = filter.Overdue ? "true" : null, ["mine"] = filter.Mine ? "true" : null
        };
        return QueryHelpers.AddQueryString("disputes", asked.Where(choice => choice.Value is not null));
    }

    private sealed record Page(IReadOnlyList<Dispute> Disputes);
}

/// <param name="State">One state, <c>open</c> for all that is not resolved, null for all.</param>
/// <param name="Overdue">Only what is late.</param>
/// <param name="Mine">Only what the officer has to answer, by sign-in.</param>
public sealed record DisputeFilter(string? State = null, bool Overdue = false, bool Mine = false);

/// <summary>A disputed line with its owner and its clocks, as both councils see it.</summary>
/// <param name="Overdue"><c>acknowledgement</c> or <c>resolution</c> when that is late.</param>
public sealed record Dispute(
    string Reference, string StatementNumber, string LineReference, string Payee, string Payer, string State, string Reason,
    decimal DisputedGbp, decimal? ProposedGbp, string Explanation, string RaisedBy, DateTimeOffset RaisedAt, string Owner,
    DateOnly AcknowledgeBy, DateOnly? AcknowledgedOn, DateOnly ResolveBy, DateOnly? ResolvedOn, string ClockBasis, string? Overdue,
    int AgeDays, decimal? OfferedGbp, string? Answer, decimal? AcceptedGbp, DateOnly? EscalatedOn, string? EscalatedBecause,
    DateOnly? ClosedOn, string? ClosedBy)
{
    public bool IsOpen => ResolvedOn is null;
}

/// <summary>A dispute with all that was done to it.</summary>
public sealed record DisputeRecord(Dispute Dispute, IReadOnlyList<DisputeRecord.Entry> History)
{
    public sealed record Entry(DateTimeOffset At, string Council, string By, string What, string? Note, string State, string Owner);
}
