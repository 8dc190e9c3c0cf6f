using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ServiceDefaults;

/// <summary>Traces, metrics and logs over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; otherwise nothing is measured.</summary>
public static class Telemetry
{
    /// <summary>Spans of our own: what the relay sends and what the inbox does.</summary>
    private static readonly ActivitySource Source = new("SharedServices");

    private static readonly string[] Sources =
        ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "MassTransit", "Yarp.ReverseProxy", "SharedServices"];

    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql",
        "MassTransit", "Microsoft.EntityFrameworkCore", "SharedServices"
    ];

    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return builder;
        }

        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", isEnabled: false);
        var name = builder.Configuration["OTEL_SERVICE_NAME"] ?? service;
        var sdk = OpenTelemetrySdk.Create(telemetry => telemetry
            .ConfigureResource(resource => resource.AddService(name, serviceInstanceId: Environment.ProcessId.ToString(
                System.Globalization.CultureInfo.InvariantCulture)))
            .WithTracing(tracing => tracing.AddSource(Sources).AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddOtlpExporter())
            .WithLogging(logging => logging.AddOtlpExporter()));

        // Both are made here and disposed by the container, the factory first: its last lines still leave.
        builder.Services.AddSingleton(_ => sdk);
        builder.Services.AddSingleton<ILoggerProvider>(_ => new SdkLogs(sdk));
        return builder;
    }

    /// <summary>Names the server's span after its route, as the instrumentation package would.</summary>
    public static IApplicationBuilder UseTelemetry(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span)
        {
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            if (route is not null)
            {
                span.DisplayName = $"{context.Request.Method} {route}";
                span.SetTag("http.route", route);
            }

            span.SetTag("http.response.status_code", context.Response.StatusCode);
            if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            {
                span.SetStatus(ActivityStatusCode.Error);
            }
        }
    });

    /// <summary>A span in the trace of the request that caused it, however much later it happens.</summary>
    internal static Activity? Continue(string name, ActivityKind kind, string? traceParent) =>
        Source.StartActivity(
            name, kind, ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var cause) ? cause : default);

    private sealed class SdkLogs(OpenTelemetrySdk sdk) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => sdk.GetLoggerFactory().CreateLogger(categoryName);

        public void Dispose() => sdk.Dispose();
    }
}
