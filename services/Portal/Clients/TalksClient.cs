using System.Text.Json.Serialization;

namespace Portal.Clients;

/// <summary>What officers of both councils say of a line, and the papers that they put beside it.</summary>
public sealed class TalksClient(HttpClient recharging)
{
    /// <summary>The oldest first.</summary>
    public async Task<IReadOnlyList<Comment>> Comments(string statement, string line, CancellationToken cancel) =>
        (await recharging.Read<Comment.List>($"{PathOf(statement, line)}/comments", cancel)).All;

    /// <summary>The oldest first, those that were withdrawn too.</summary>
    public async Task<IReadOnlyList<Paper>> Papers(string statement, string line, CancellationToken cancel) =>
        (await recharging.Read<Paper.List>($"{PathOf(statement, line)}/attachments", cancel)).All;

    public Task<Stream> Content(string statement, string line, Paper paper, CancellationToken cancel) =>
        recharging.Download(PathOf(statement, line, paper.Id), paper.ContentType, cancel);

    public Task<Refused?> Say(string statement, string line, string text, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(statement, line)}/comments", new { text }, key, cancel);

    public Task<Refused?> Attach(
        string statement, string line, string fileName, Stream content, Guid key, CancellationToken cancel) =>
        recharging.PostFile($"{PathOf(statement, line)}/attachments", fileName, content, key, cancel);

    public Task<Refused?> Withdraw(string statement, string line, Guid paper, string reason, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(statement, line, paper)}/withdrawal", new { reason }, key, cancel);

    private static string PathOf(string statement, string line) =>
        $"statements/{Uri.EscapeDataString(statement)}/lines/{Uri.EscapeDataString(line)}";

    private static string PathOf(string statement, string line, Guid paper) => $"{PathOf(statement, line)}/attachments/{paper}";
}

/// <summary>What an officer said of a line.</summary>
public sealed record Comment(string Council, string By, DateTimeOffset At, string Text)
{
    internal sealed record List([property: JsonPropertyName("comments")] IReadOnlyList<Comment> All);
}

/// <summary>A file that an officer put beside a line.</summary>
/// <param name="ContentType">As its content shows, whatever its name says.</param>
/// <param name="Size">In bytes.</param>
public sealed record Paper(
    Guid Id, string FileName, string ContentType, int Size, string Council, string By, DateTimeOffset At, string? WithdrawnBy,
    DateTimeOffset? WithdrawnAt, string? WithdrawnBecause)
{
    internal sealed record List([property: JsonPropertyName("attachments")] IReadOnlyList<Paper> All);
}
