using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults;

namespace Testing;

/// <summary>Holds what a service's endpoints promise against what the gateway lets through: headers, sizes and time.</summary>
public static partial class GatewayLists
{
    private const double SlowestBytesPerSecond = 70_000;
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);
    private static readonly string[] Everywhere = ["Authorization", "Accept", "Content-Type"];

    /// <summary>A sentence for each promise that is not kept.</summary>
    public static IReadOnlyList<string> BrokenPromises(IServiceProvider service)
    {
        var folder = Path.Combine(Root(), "gateway");
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "appsettings.json")));
        var allowed = QuotedName().Matches(File.ReadAllText(Path.Combine(folder, "AllowedHeaders.cs")))
            .Select(name => name.Groups["name"].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var proxy = settings.RootElement.GetProperty("ReverseProxy");
        var smallest = settings.RootElement.GetProperty("Kestrel").GetProperty("Limits").GetProperty("MaxRequestBodySize").GetInt64();
        var routes = proxy.GetProperty("Routes").EnumerateObject().Select(route => Route.Of(route, proxy)).ToList();
        var endpoints = service.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ApiEndpoint>() is not null)
            .Select(endpoint => (Endpoint: endpoint, Route: routes.Where(route => route.Leads(endpoint)).MaxBy(route => route.Exactness)))
            .ToList();
        return
        [
            .. endpoints.SelectMany(pair => Broken(pair.Endpoint, pair.Route, smallest, allowed)),
            .. routes.Where(route => route.Largest is not null && route.Pattern.StartsWith(
                    $"/api/{service.GetRequiredService<ServiceName>().Name}/", StringComparison.Ordinal))
                .Where(route => !endpoints.Exists(pair => pair.Route == route && LimitOf(pair.Endpoint) == route.Largest))
                .Select(route => $"{route.Pattern}: the gateway lets {route.Largest} bytes in, and no endpoint takes so many."),
        ];
    }

    private static IEnumerable<string> Broken(RouteEndpoint endpoint, Route? route, long smallest, HashSet<string> allowed)
    {
        var name = $"{Method(endpoint)} {endpoint.RoutePattern.RawText}";
        if (route is null)
        {
            yield return $"{name}: no route leads there.";
            yield break;
        }

        foreach (var header in Headers(endpoint).Where(header => !allowed.Contains(header)))
        {
            yield return $"{name}: the gateway drops {header}.";
        }

        var limit = LimitOf(endpoint);
        if (limit is null && TakesAFile(endpoint))
        {
            yield return $"{name}: takes a file and says no RequestSizeLimit.";
        }

        if (limit > (route.Largest ?? smallest))
        {
            yield return $"{name}: takes {limit} bytes, and the gateway lets {route.Largest ?? smallest} in.";
        }

        if (route.Waits < Shortest || route.Waits < TimeSpan.FromSeconds((limit ?? 0) / SlowestBytesPerSecond))
        {
            yield return $"{name}: {limit} bytes take longer than the {route.Waits} that the gateway waits.";
        }
    }

    private static IEnumerable<string> Headers(RouteEndpoint endpoint) =>
    [
        .. Everywhere,
        .. endpoint.Metadata.OfType<RequestHeaders>().SelectMany(headers => headers.Names),
        .. Method(endpoint) is "GET" or "HEAD" || endpoint.Metadata.GetMetadata<NoIdempotencyKey>() is not null
            ? Array.Empty<string>() : [Idempotency.KeyHeader],
    ];

    private static bool TakesAFile(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is { } accepts
        && accepts.ContentTypes.Any(type => type != "application/json");

    private static long? LimitOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize;

    private static string Method(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SharedServices.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests don't run inside the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("\"(?<name>[A-Z][A-Za-z-]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QuotedName();

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    private sealed record Route(string Pattern, string[] Verbs, long? Largest, TimeSpan Waits)
    {
        /// <summary>As YARP prefers them: what is written out before what stands for anything.</summary>
        public int Exactness => Pattern.Split('/').Sum(part => part.StartsWith("{**", StringComparison.Ordinal) ? 0 : part.StartsWith('{') ? 1 : 100);

        public static Route Of(JsonProperty route, JsonElement proxy)
        {
            var (match, cluster) = (route.Value.GetProperty("Match"), route.Value.GetProperty("ClusterId").GetString()!);
            var waits = proxy.GetProperty("Clusters").GetProperty(cluster).TryGetProperty("HttpRequest", out var request)
                ? TimeSpan.Parse(request.GetProperty("ActivityTimeout").GetString()!, CultureInfo.InvariantCulture)
                : TimeSpan.FromSeconds(100);
            return new Route(
                match.GetProperty("Path").GetString()!,
                [.. match.GetProperty("Methods").EnumerateArray().Select(method => method.GetString()!)],
                route.Value.TryGetProperty("MaxRequestBodySize", out var size) ? size.GetInt64() : null,
                waits);
        }

        public bool Leads(RouteEndpoint endpoint) => Verbs.Contains(Method(endpoint)) && Regex.IsMatch(
            Parameter().Replace(endpoint.RoutePattern.RawText!.TrimEnd('/'), "x"),
            $"^{Parameter().Replace(Pattern.Replace("{**rest}", "\u0001", StringComparison.Ordinal), "[^/]+")
                .Replace("/\u0001", "(/.*)?", StringComparison.Ordinal)}$",
            RegexOptions.None, TimeSpan.FromSeconds(1));
    }
}
