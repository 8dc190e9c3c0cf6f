using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Clients;

/// <summary>
/// Recharging, as officers use it. What they can act on (a rule's refusal) comes back as a sentence; every other answer but a
/// success is thrown with its status, and becomes the page that says so.
/// </summary>
public sealed class RechargingClient(HttpClient gateway)
{
    private const string Api = "/api/recharging/v1";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }
    };

    /// <summary>Why the service did not do what was asked, in words for the officer.</summary>
    public sealed record Refused(string Sentence);

    private sealed record Problem(string? Detail, string? Title);

    public async Task<IReadOnlyList<StatementSummary>> Statements(CancellationToken cancel) =>
        await Read<IReadOnlyList<StatementSummary>>("statements", cancel);

    public Task<Statement> Statement(string number, CancellationToken cancel) =>
        Read<Statement>($"statements/{Uri.EscapeDataString(number)}", cancel);

    /// <summary>Null while nobody has reconciled the statement.</summary>
    public async Task<Reconciliation?> Reconciliation(string number, CancellationToken cancel)
    {
        using var answer = await gateway.GetAsync(Address($"statements/{Uri.EscapeDataString(number)}/reconciliation"), cancel);
        if (answer.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }

        return await Content<Reconciliation>(answer, cancel);
    }

    public Task<LineExplanation> Explanation(string line, CancellationToken cancel) =>
        Read<LineExplanation>($"lines/{Uri.EscapeDataString(line)}/explanation", cancel);

    public Task<Refused?> Agree(string number, string line, Guid key, CancellationToken cancel) =>
        Send($"statements/{Uri.EscapeDataString(number)}/lines/{Uri.EscapeDataString(line)}/agreement", new { }, key, cancel);

    public Task<Refused?> Dispute(
        string number, string line, string reason, decimal disputedGbp, decimal? proposedGbp, string explanation, Guid key,
        CancellationToken cancel) =>
        Send(
            $"statements/{Uri.EscapeDataString(number)}/lines/{Uri.EscapeDataString(line)}/dispute",
            new { reason, disputedGbp, proposedGbp, explanation },
            key,
            cancel);

    private static Uri Address(string path) => new($"{Api}/{path}", UriKind.Relative);

    private async Task<T> Read<T>(string path, CancellationToken cancel)
    {
        using var answer = await gateway.GetAsync(Address(path), cancel);
        return await Content<T>(answer, cancel);
    }

    private static async Task<T> Content<T>(HttpResponseMessage answer, CancellationToken cancel)
    {
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<T>(Json, cancel)
            ?? throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri?.AbsolutePath} answered with nothing.");
    }

    private async Task<Refused?> Send(string path, object body, Guid key, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(path)) { Content = JsonContent.Create(body, options: Json) };
        request.Headers.Add("Idempotency-Key", key.ToString());
        using var answer = await gateway.SendAsync(request, cancel);
        if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity)
        {
            var problem = await answer.Content.ReadFromJsonAsync<Problem>(Json, cancel);
            return new Refused(problem?.Detail ?? problem?.Title ?? "This was refused, and nothing says why.");
        }

        answer.EnsureSuccessStatusCode();
        return null;
    }
}
