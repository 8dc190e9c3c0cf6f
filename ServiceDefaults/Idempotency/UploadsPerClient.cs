using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults;

/// <summary>How many long bodies one client may send at once, so that disk and connections are left to the others.</summary>
public sealed class UploadsPerClient : IAsyncDisposable
{
    public const int AtOnce = 8;
    private const string RetryAfterSeconds = "5";

    private readonly PartitionedRateLimiter<Caller> _uploads = PartitionedRateLimiter.Create<Caller, (string, string)>(caller =>
        RateLimitPartition.GetConcurrencyLimiter(
            (caller.Issuer, caller.IsOfficer ? caller.Subject : caller.Client ?? caller.Subject),
            _ => new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = 0 }));

    /// <summary>Null after the refusal has been answered.</summary>
    internal async Task<RateLimitLease?> AdmitAsync(HttpContext context)
    {
        var lease = _uploads.AttemptAcquire(Caller.Of(context));
        if (lease.IsAcquired)
        {
            return lease;
        }

        lease.Dispose();
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        await Problems.Of(
            StatusCodes.Status429TooManyRequests, "too-many-uploads", "Too many at once",
            $"You are sending {AtOnce} long bodies already. Send this one when one of them has its answer.").ExecuteAsync(context);
        return null;
    }

    public ValueTask DisposeAsync() => _uploads.DisposeAsync();
}
