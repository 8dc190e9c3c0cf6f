using System.Collections.Immutable;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway;

/// <summary>
/// What a request may carry inwards, by name; everything else stays outside. A list of forbidden names would miss the one that
/// a service comes to trust, or X_Forwarded_For for X-Forwarded-For. X-Forwarded-* are written here, from the connection.
/// </summary>
public static class AllowedHeaders
{
    private static readonly ImmutableArray<string> Everywhere =
    [
        "Accept", "Accept-Encoding", "Accept-Language", "Content-Encoding", "Content-Length", "Content-Type",
        "If-Match", "If-None-Match", "If-Modified-Since", "Range", "User-Agent", CorrelationId.Header
    ];

    // A batch's envelope and a file's name travel beside the bytes; the council never does: it comes from the token's issuer.
    private static readonly ImmutableArray<string> ForServices =
    [
        .. Everywhere, "Authorization", "Idempotency-Key", "Content-Digest", "Content-Disposition", "Batch-Id", "Source-System",
        "Follows-Batch", "Line-Count", "Total-Debit", "Total-Credit"
    ];

    private static readonly ImmutableArray<string> ForPages =
    [
        .. Everywhere, "Cache-Control", "Cookie", "Origin", "Referer", "Sec-Fetch-Dest", "Sec-Fetch-Mode", "Sec-Fetch-Site",
        "Sec-Fetch-User"
    ];

    public static void Apply(TransformBuilderContext context)
    {
        var takesTokens = context.Route.Match.Path?.StartsWith("/api/", StringComparison.Ordinal) == true;
        context.AddRequestHeadersAllowed([.. takesTokens ? ForServices : ForPages]);
        context.AddXForwarded();
        context.AddResponseHeaderRemove("Server", ResponseCondition.Always);
    }
}
