namespace Portal.Clients;

/// <summary>What the officers of a council are told; each marks it read for himself.</summary>
public sealed class NoticesClient(HttpClient recharging)
{
    /// <summary>The newest 200 at most.</summary>
    public Task<Notices> All(bool unread, CancellationToken cancel) =>
        recharging.Read<Notices>(unread ? "notices?unread=true" : "notices", cancel);

    public Task<Refused?> Read(IReadOnlyList<Guid> notices, Guid key, CancellationToken cancel) =>
        recharging.Post("notices/read", new { notices }, key, cancel);
}

/// <param name="Unread">How many the officer has not read, of all.</param>
public sealed record Notices(int Unread, [property: System.Text.Json.Serialization.JsonPropertyName("notices")] IReadOnlyList<Notices.Notice> Shown)
{
    /// <param name="About">The reference of a journal, a statement, a batch, a quarter.</param>
    public sealed record Notice(Guid Id, string Kind, string About, string Sentence, DateTimeOffset At, DateTimeOffset? ReadAt);
}
