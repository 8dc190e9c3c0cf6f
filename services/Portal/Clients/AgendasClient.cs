namespace Portal.Clients;

/// <summary>What joint boards of the councils have or had to answer: disputes that were taken to them.</summary>
public sealed class AgendasClient(HttpClient governance)
{
    /// <summary>How much of a list one answer gives at most.</summary>
    private const int Longest = 500;

    public async Task<IReadOnlyList<Body>> JointBoards(CancellationToken cancel) =>
        [.. (await governance.Read<Part<Body>>($"bodies?limit={Longest}", cancel)).Items.Where(body => body.Kind == "jointBoard")];

    /// <summary>What is and was on a board's agenda, in the order in which it came; the first 500.</summary>
    public async Task<IReadOnlyList<AgendaItem>> Of(Body body, CancellationToken cancel) =>
        (await governance.Read<Part<AgendaItem>>($"bodies/{Uri.EscapeDataString(body.Code)}/agenda?limit={Longest}", cancel)).Items;

    /// <summary>What waits for an officer to say which board answers it.</summary>
    public async Task<IReadOnlyList<AgendaItem>> Unplaced(CancellationToken cancel) =>
        (await governance.Read<Part<AgendaItem>>($"agenda-items/unplaced?limit={Longest}", cancel)).Items;

    public Task<Refused?> Place(string matter, string body, string reason, Guid key, CancellationToken cancel) =>
        governance.Post($"agenda-items/{Uri.EscapeDataString(matter)}/placement", new { body, reason }, key, cancel);

    private sealed record Part<T>(IReadOnlyList<T> Items);
}

/// <summary>A body of a council, or of both.</summary>
public sealed record Body(string Code, string Name, string Kind);

/// <summary>A matter that waits for a board's answer, or has it.</summary>
/// <param name="Placement">Why it is on that board's agenda, or on none.</param>
/// <param name="Matter">The reference of the dispute.</param>
/// <param name="Outcome">What became of it; null while it is open.</param>
public sealed record AgendaItem(
    long Number, string? Body, string Placement, string Matter, string Title, string Asked, string Because, DateTimeOffset PutOnAt,
    DateTimeOffset? SettledAt, string? Outcome);
