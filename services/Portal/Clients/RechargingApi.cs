using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Clients;

/// <summary>Why the service did not do what was asked, in words for the officer.</summary>
public sealed record Refused(string Sentence);

/// <summary>
/// Recharging behind the gateway. What officers can act on (a rule's refusal) comes back as a sentence; every other answer but a
/// success is thrown with its status, and becomes the page that says so.
/// </summary>
public sealed class RechargingApi(HttpClient gateway)
{
    private const string Api = "/api/recharging/v1";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }
    };

    private sealed record Problem(string? Detail, string? Title);

    public async Task<T> Read<T>(string path, CancellationToken cancel)
    {
        using var answer = await gateway.GetAsync(Address(path), cancel);
        return await Content<T>(answer, cancel);
    }

    /// <summary>Null where there is no such thing.</summary>
    public async Task<T?> ReadIfThere<T>(string path, CancellationToken cancel)
        where T : class
    {
        using var answer = await gateway.GetAsync(Address(path), cancel);
        return answer.StatusCode is HttpStatusCode.NotFound ? null : await Content<T>(answer, cancel);
    }

    /// <summary>Null when it was done.</summary>
    /// <param name="path">Below the service's address.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="key">Made with the form: the same key again does nothing again.</param>
    /// <param name="cancel">Stops the waiting.</param>
    public async Task<Refused?> Send(string path, object body, Guid key, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(path)) { Content = JsonContent.Create(body, options: Json) };
        request.Headers.Add("Idempotency-Key", key.ToString());
        using var answer = await gateway.SendAsync(request, cancel);
        if (await RefusalIn(answer, cancel) is { } refused)
        {
            return refused;
        }

        answer.EnsureSuccessStatusCode();
        return null;
    }

    /// <summary>A file as the service writes it, handed on without being read here.</summary>
    /// <param name="path">Below the service's address.</param>
    /// <param name="mediaType">Which of its forms, for example <c>text/csv</c>.</param>
    /// <param name="cancel">Stops the waiting.</param>
    public async Task<Stream> Download(string path, string mediaType, CancellationToken cancel)
    {
        var answer = await Ask(path, mediaType, cancel);
        return await Body(answer, cancel);
    }

    /// <summary>A file, or why what is asked of it can't be: a day that is still to come, for example.</summary>
    public async Task<(Stream? File, Refused? Refused)> DownloadUnlessRefused(string path, string mediaType, CancellationToken cancel)
    {
        var answer = await Ask(path, mediaType, cancel);
        if (await RefusalIn(answer, cancel) is { } refused)
        {
            answer.Dispose();
            return (null, refused);
        }

        return (await Body(answer, cancel), null);
    }

    private async Task<HttpResponseMessage> Ask(string path, string mediaType, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(path)) { Headers = { Accept = { new(mediaType) } } };
        return await gateway.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
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

    private static async Task<Refused?> RefusalIn(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity))
        {
            return null;
        }

        var problem = await answer.Content.ReadFromJsonAsync<Problem>(Json, cancel);
        return new Refused(problem?.Detail ?? problem?.Title ?? "This was refused, and nothing says why.");
    }

    private static Uri Address(string path) => new($"{Api}/{path}", UriKind.Relative);

    private static async Task<T> Content<T>(HttpResponseMessage answer, CancellationToken cancel)
    {
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<T>(Json, cancel)
            ?? throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri?.AbsolutePath} answered with nothing.");
    }
}
