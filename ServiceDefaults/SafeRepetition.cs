using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace ServiceDefaults;

/// <summary>
/// A call is sent again only where that is the same as once: a read, or a write that carries an idempotency key. It takes as long as
/// an import may.
/// </summary>
internal static class SafeRepetition
{
    // As long as the gateway waits for an answer: what is given up sooner is rolled back, and never gets done.
    private static readonly TimeSpan OneAttempt = TimeSpan.FromMinutes(10);

    public static void Configure(HttpStandardResilienceOptions options)
    {
        options.AttemptTimeout.Timeout = OneAttempt;
        options.TotalRequestTimeout.Timeout = OneAttempt * 2;
        // The gateway says at once that a service is down; a breaker here would close the doors to those that answer.
        options.CircuitBreaker.ShouldHandle = _ => ValueTask.FromResult(false);
        options.CircuitBreaker.SamplingDuration = OneAttempt * 2;
        options.Retry.MaxRetryAttempts = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        var isTransient = options.Retry.ShouldHandle;
        options.Retry.ShouldHandle = async outcome =>
            outcome.Context.GetRequestMessage() is { } request && IsSafe(request) && await isTransient(outcome);
    }

    private static bool IsSafe(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || request.Headers.Contains(Idempotency.KeyHeader);
}
