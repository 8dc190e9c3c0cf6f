using System.Net.Http.Headers;

namespace Testing;

/// <summary>Holds every exchange that passes against the service's own OpenAPI document: what is not as described fails its test.</summary>
/// <param name="document">That of a service, by its name in the address.</param>
/// <param name="taken">Told of each request with a JSON body that was taken.</param>
public sealed class AsDescribed(Func<string, Task<ApiDocument>> document, Action<AsDescribed.Taken>? taken = null) : DelegatingHandler
{
    /// <summary>For a request that is not as described on purpose.</summary>
    public static readonly HttpRequestOptionsKey<bool> OnPurpose = new(nameof(OnPurpose));

    public sealed record Taken(HttpMethod Method, Uri Address, string Body);

    // Larger bodies are the same as small ones, many times over.
    private const int LongestHeld = 256 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = await HeldAsync(request.Content, cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (!request.Options.TryGetValue(OnPurpose, out _) && path.StartsWith("/api/", StringComparison.Ordinal)
            && !path.EndsWith("/openapi.json", StringComparison.Ordinal))
        {
            var answered = await HeldAsync(response.Content, cancellationToken);
            var type = response.Content.Headers.ContentType;
            var described = await document(request.RequestUri.Segments[2].TrimEnd('/'));
            var faults = described.Faults(request, sent, (int)response.StatusCode, type, answered).ToList();
            if (faults.Count > 0)
            {
                throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
            }

            if (sent is not null && response.IsSuccessStatusCode)
            {
                taken?.Invoke(new Taken(request.Method, request.RequestUri, sent));
            }
        }

        return response;
    }

    private static async Task<string?> HeldAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        // What is sent in another encoding is sent so on purpose.
        if (content is null || !IsJson(content.Headers.ContentType)
            || content.Headers.ContentType?.CharSet?.Trim('"') is { } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        await content.LoadIntoBufferAsync(cancellationToken);
        return content.Headers.ContentLength <= LongestHeld ? await content.ReadAsStringAsync(cancellationToken) : null;
    }

    private static bool IsJson(MediaTypeHeaderValue? type) => type?.MediaType is "application/json" or "application/problem+json";
}
