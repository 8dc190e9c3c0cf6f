using System.Collections.Concurrent;
using Testing;

namespace Platform.Tests;

/// <summary>Clients of the gateway whose every exchange is held against the document that the gateway gives of the service.</summary>
internal static class Described
{
    public static HttpClient Client(Uri gateway)
    {
        var documents = new ConcurrentDictionary<string, Lazy<Task<ApiDocument>>>(StringComparer.Ordinal);
        return new HttpClient(new AsDescribed(service => documents.GetOrAdd(service, new Lazy<Task<ApiDocument>>(() => ReadAsync(gateway, service))).Value)
        {
            InnerHandler = new SocketsHttpHandler(),
        })
        {
            BaseAddress = gateway,
            Timeout = TimeSpan.FromMinutes(2),
        };
    }

    private static async Task<ApiDocument> ReadAsync(Uri gateway, string service)
    {
        using var anyone = new HttpClient { BaseAddress = gateway };
        return new ApiDocument(await anyone.GetStringAsync(new Uri($"api/{service}/v1/openapi.json", UriKind.Relative)));
    }
}
