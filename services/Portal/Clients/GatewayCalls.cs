using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Clients;

/// <summary>Why the service did not do what was asked, in words for the officer.</summary>
public sealed record Refused(string Sentence);

/// <summary>
/// Calls to a service behind the gateway. What officers can act on (a rule's refusal) comes back as a sentence; every other answer but a
/// success is thrown with its status, and becomes the page that says so.
/// </summary>
public static class GatewayCalls
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }
    };

    private sealed record ProblemSentences(string? Detail, string? Title);

    public static async Task<T> Read<T>(this HttpClient service, string path, CancellationToken cancel)
    {
        using var answer = await service.GetAsync(Address(path), cancel);
        return await Content<T>(answer, cancel);
    }

    /// <summary>Null where there is no such thing.</summary>
    public static async Task<T?> ReadIfThere<T>(this HttpClient service, string path, CancellationToken cancel)
        where T : class
    {
        using var answer = await service.GetAsync(Address(path), cancel);
        return answer.StatusCode is HttpStatusCode.NotFound ? null : await Content<T>(answer, cancel);
    }

    /// <summary>What there is, or why there is none: a day that is still to come, a month without a statement.</summary>
    public static async Task<(T? Content, Refused? Refused)> ReadUnlessRefused<T>(
        this HttpClient service, string path, CancellationToken cancel)
        where T : class
    {
        using var answer = await service.GetAsync(Address(path), cancel);
        return await WhyNone(answer, cancel) is { } refused ? (null, refused) : (await Content<T>(answer, cancel), null);
    }

    /// <summary>Null when it was done.</summary>
    /// <param name="service">Where it is sent.</param>
    /// <param name="path">Below the service's address.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="key">Made with the form: the same key again does nothing again.</param>
    /// <param name="cancel">Stops the waiting.</param>
    public static Task<Refused?> Post(this HttpClient service, string path, object body, Guid key, CancellationToken cancel) =>
        service.PostContent(path, JsonContent.Create(body, options: Json), key, cancel);

    /// <summary>Null when it was taken. What kind of file it is, the service tells by its content.</summary>
    public static Task<Refused?> PostFile(
        this HttpClient service, string path, string fileName, Stream content, Guid key, CancellationToken cancel) =>
        service.PostContent(
            path,
            new StreamContent(content)
            {
                Headers =
                {
                    ContentType = new("application/octet-stream"),
                    ContentDisposition = new("attachment") { FileNameStar = fileName }
                }
            },
            key,
            cancel);

    /// <summary>What became of a CSV file, row by row, or why it was not taken at all.</summary>
    public static async Task<(T? Content, Refused? Refused)> PostCsv<T>(
        this HttpClient service, string path, Stream csv, Guid key, CancellationToken cancel)
        where T : class
    {
        using var answer = await service.Send(path, new StreamContent(csv) { Headers = { ContentType = new("text/csv") } }, key, cancel);
        return await RefusalIn(answer, cancel) is { } refused ? (null, refused) : (await Content<T>(answer, cancel), null);
    }

    private static async Task<HttpResponseMessage> Send(
        this HttpClient service, string path, HttpContent content, Guid key, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(path)) { Content = content };
        request.Headers.Add("Idempotency-Key", key.ToString());
        return await service.SendAsync(request, cancel);
    }

    private static async Task<Refused?> PostContent(
        this HttpClient service, string path, HttpContent content, Guid key, CancellationToken cancel)
    {
        using var answer = await service.Send(path, content, key, cancel);
        if (await RefusalIn(answer, cancel) is { } refused)
        {
            return refused;
        }

        answer.EnsureSuccessStatusCode();
        return null;
    }

    /// <summary>A file as the service writes it, handed on without being read here.</summary>
    /// <param name="service">Where it is.</param>
    /// <param name="path">Below the service's address.</param>
    /// <param name="mediaType">Which of its forms, for example <c>text/csv</c>.</param>
    /// <param name="cancel">Stops the waiting.</param>
    public static async Task<Stream> Download(this HttpClient service, string path, string mediaType, CancellationToken cancel)
    {
        var answer = await service.Ask(path, mediaType, cancel);
        return await Body(answer, cancel);
    }

    /// <summary>A file, or why there is none, as <see cref="ReadUnlessRefused{T}"/> has it.</summary>
    public static async Task<(Stream? File, Refused? Refused)> DownloadUnlessRefused(
        this HttpClient service, string path, string mediaType, CancellationToken cancel)
    {
        var answer = await service.Ask(path, mediaType, cancel);
        if (await WhyNone(answer, cancel) is { } refused)
        {
            answer.Dispose();
            return (null, refused);
        }

        return (await Body(answer, cancel), null);
    }

    private static async Task<HttpResponseMessage> Ask(this HttpClient service, string path, string mediaType, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(path)) { Headers = { Accept = { new(mediaType) } } };
        return await service.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
    }

    private static async Task<Stream> Body(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (!answer.IsSuccessStatusCode)
        {
            using (answer)
            {
                answer.EnsureSuccessStatusCode();
            }
        }

        return await answer.Content.ReadAsStreamAsync(cancel);
    }

    private static async Task<Refused?> WhyNone(HttpResponseMessage answer, CancellationToken cancel) =>
        answer.StatusCode is HttpStatusCode.NotFound ? await Problem(answer, cancel) : await RefusalIn(answer, cancel);

    private static async Task<Refused?> RefusalIn(HttpResponseMessage answer, CancellationToken cancel) =>
        answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity
            ? await Problem(answer, cancel)
            : null;

    private static async Task<Refused> Problem(HttpResponseMessage answer, CancellationToken cancel)
    {
        var problem = await answer.Content.ReadFromJsonAsync<ProblemSentences>(Json, cancel);
        return new Refused(problem?.Detail ?? problem?.Title ?? "This was refused, and nothing says why.");
    }

    private static Uri Address(string path) => new(path, UriKind.Relative);

    private static async Task<T> Content<T>(HttpResponseMessage answer, CancellationToken cancel)
    {
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<T>(Json, cancel)
            ?? throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri?.AbsolutePath} answered with nothing.");
    }
}
