namespace Portal.Clients;

/// <summary>Who stands in for an absent S151 delegate of the council, and when.</summary>
public sealed class CoverClient(HttpClient recharging)
{
    public Task<IReadOnlyList<Deputy>> All(CancellationToken cancel) => recharging.Read<IReadOnlyList<Deputy>>("cover", cancel);

    public Task<Refused?> Name(
        string officer, DateOnly firstDay, DateOnly lastDay, string reason, Guid key, CancellationToken cancel) =>
        recharging.Post("cover", new { officer, firstDay, lastDay, reason }, key, cancel);

    public Task<Refused?> End(Guid deputy, string reason, Guid key, CancellationToken cancel) =>
        recharging.Post($"cover/{deputy}/ending", new { reason }, key, cancel);
}

/// <param name="FirstDay">Included, as are the others.</param>
/// <param name="HoldsUntil">The last day on which it holds; before the first when it ended before it began.</param>
public sealed record Deputy(
    Guid Id, string DelegateName, string Officer, string OfficerName, DateOnly FirstDay, DateOnly LastDay, DateOnly HoldsUntil,
    string Reason, string? EndedBy, string? EndedBecause);
