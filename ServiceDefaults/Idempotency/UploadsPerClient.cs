using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults;

/// <summary>
/// How many long bodies one client may send at once, so that disk and connections are left to the others. The next one waits a moment
/// for its turn, and holds nothing meanwhile.
/// </summary>
public sealed class UploadsPerClient : IAsyncDisposable
{
    public const int AtOnce = 8;
    private const string RetryAfterSeconds = "5";
    private const int MostWaiting = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly PartitionedRateLimiter<Caller> _uploads = PartitionedRateLimiter.Create<Caller, (string, string)>(caller =>
        RateLimitPartition.GetConcurrencyLimiter(
            (caller.Issuer, caller.IsOfficer ? caller.Subject : caller.Client ?? caller.Subject),
            _ => new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = MostWaiting }));

    /// <summary>Null after the refusal has been answered.</summary>
    internal async Task<RateLimitLease?> AdmitAsync(HttpContext context)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            var lease = await _uploads.AcquireAsync(Caller.Of(context), cancellationToken: patience.Token);
            if (lease.IsAcquired)
            {
                return lease;
            }

            lease.Dispose();
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // Its turn did not come in time: said below.
        }

        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        await Problems.Of(
            StatusCodes.Status429TooManyRequests, "too-many-uploads", "Too many at once",
            $"You are sending {AtOnce} long bodies already. Send this one when one of them has its answer.").ExecuteAsync(context);
        return null;
    }

    public ValueTask DisposeAsync() => _uploads.DisposeAsync();
}
