using System.Diagnostics;
using OpenTelemetry;

namespace ServiceDefaults;

/// <summary>Spans and metrics of our own: what the relay sends, what the inbox does, what a service's tables hold.</summary>
public static class Telemetry
{
    public const string Name = "SharedServices";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>A span in the trace of the request that caused it, however much later it happens.</summary>
    internal static Activity? Continue(string name, ActivityKind kind, string? traceParent) =>
        Source.StartActivity(
            name, kind, ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var cause) ? cause : default);

    /// <summary>For what looks into the tables every so often and belongs to nobody's trace, until it is disposed.</summary>
    internal static IDisposable Unseen() => SuppressInstrumentationScope.Begin();

    /// <summary>For the work that was found by looking.</summary>
    internal static IDisposable Seen() => SuppressInstrumentationScope.Begin(value: false);
}
