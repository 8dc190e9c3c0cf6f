using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Gateway;

/// <summary>Each client has an allowance of its own, so that one that runs wild delays nobody else. 429 says when to come back.</summary>
public static class RateLimitPerClient
{
    private sealed record Allowance(int BurstRequests, int RequestsPerSecond);

    public static void AddRateLimitPerClient(this WebApplicationBuilder builder)
    {
        var allowance = builder.Configuration.GetRequiredSection("RateLimit").Get<Allowance>()!;

        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => IsProbe(context)
                ? RateLimitPartition.GetNoLimiter("probe")
                : RateLimitPartition.GetTokenBucketLimiter(ClientOf(context), _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = allowance.BurstRequests,
                    TokensPerPeriod = allowance.RequestsPerSecond,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    QueueLimit = 0
                }));
            limiter.OnRejected = SayWhenToComeBack;
        });
    }

    private static bool IsProbe(HttpContext context) => context.Request.Path.Value is "/health" or "/alive";

    // A name that an issuer vouches for; only who has none is known by address, which many may share.
    private static string ClientOf(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true }
            ? string.Join(' ', ((string[])["iss", "client_id", "sub"]).Select(claim => context.User.FindFirstValue(claim)))
            : $"address {context.Connection.RemoteIpAddress}";

    private static async ValueTask SayWhenToComeBack(OnRejectedContext rejected, CancellationToken cancel)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : TimeSpan.FromSeconds(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));

        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await TypedResults.Problem(
            statusCode: StatusCodes.Status429TooManyRequests,
            type: "urn:shared-services:too-many-requests",
            title: "Too many requests",
            detail: $"You have sent more requests than your allowance. Send this one again in {seconds} s.")
            .ExecuteAsync(rejected.HttpContext);
    }
}
