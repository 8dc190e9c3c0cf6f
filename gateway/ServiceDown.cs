using System.Globalization;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Gateway;

/// <summary>Says plainly, and soon, that a service can't be reached, instead of leaving the caller to wait or to guess.</summary>
public static class ServiceDown
{
    /// <summary>A machine that drops packets instead of refusing them is given up within the two seconds that we promise.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    // The health checks look every second: sooner there is nothing new to learn.
    private const int RetryAfterSeconds = 2;

    public static void UseServiceDown(this IReverseProxyApplicationBuilder proxy, HungServices services) =>
        proxy.Use(async (context, next) =>
        {
            var hangs = await services.ForwardAsync(context, next);

            if (context.Response.HasStarted)
            {
                return;
            }

            var failure = context.GetForwarderErrorFeature();
            if (hangs || (failure is not null && (IsTheServices(failure.Error) || NeverConnected(failure))))
            {
                await Answer(context);
            }
            else if (failure is { Error: ForwarderError.RequestTimedOut })
            {
                await SayTooLong(context);
            }
        });

    // Told apart from an answer that takes too long by what the connection says of itself.
    private static bool NeverConnected(IForwarderErrorFeature failure) =>
        failure is { Error: ForwarderError.RequestTimedOut, Exception.InnerException: TimeoutException };

    private static bool IsTheServices(ForwarderError error) =>
        error is ForwarderError.NoAvailableDestinations or ForwarderError.Request
            or ForwarderError.RequestBodyDestination or ForwarderError.ResponseHeaders;

    private static string ServiceOf(HttpContext context)
    {
        var cluster = context.GetReverseProxyFeature().Cluster.Config;
        return cluster.Metadata?.GetValueOrDefault("Service") ?? cluster.ClusterId;
    }

    private static Task SayTooLong(HttpContext context)
    {
        var waited = context.GetReverseProxyFeature().Cluster.Config.HttpRequest?.ActivityTimeout;
        context.Response.Clear();

        return TypedResults.Problem(
            statusCode: StatusCodes.Status504GatewayTimeout,
            type: "urn:shared-services:no-answer",
            title: $"{ServiceOf(context)} has not answered",
            detail: $"Nothing came for {waited}, so the request was given up and nothing of it was done. Send it in smaller parts, or "
                + "again with the same Idempotency-Key.")
            .ExecuteAsync(context);
    }

    private static Task Answer(HttpContext context)
    {
        var service = ServiceOf(context);
        context.Response.Clear();
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);

        return TypedResults.Problem(
            statusCode: StatusCodes.Status503ServiceUnavailable,
            type: "urn:shared-services:service-down",
            title: $"{service} can't be reached",
            detail: $"Send it again in {RetryAfterSeconds} s; if it changes something, with the same Idempotency-Key.")
            .ExecuteAsync(context);
    }
}
