using System.Diagnostics;

namespace Gateway;

/// <summary>Traces begin here: what a stranger sends as a trace's name is not joined to ours, inwards it is passed on as usual.</summary>
public sealed class TraceOrigin : DistributedContextPropagator
{
    public static readonly DistributedContextPropagator Propagator = new TraceOrigin();

    private readonly DistributedContextPropagator _inwards = CreateDefaultPropagator();

    public override IReadOnlyCollection<string> Fields => _inwards.Fields;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) =>
        _inwards.Inject(activity, carrier, setter);

    public override void ExtractTraceIdAndState(
        object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        (traceId, traceState) = (null, null);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}
