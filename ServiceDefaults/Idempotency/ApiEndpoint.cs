using Microsoft.AspNetCore.Builder;

namespace ServiceDefaults;

/// <summary>Marks what lies under <c>/api/{service}/v1</c>: signed-in, one transaction a request, idempotent writes.</summary>
public sealed record ApiEndpoint;

/// <summary>Marks an endpoint that opens its transaction itself, because its body is read before the effect starts.</summary>
/// <param name="AfterStaging">The whole body is in a temporary file before the endpoint runs, so that it may read it in its transaction.</param>
public sealed record OwnTransaction(bool AfterStaging);

/// <summary>Marks a write that needs no key, because doing it twice is the same as doing it once.</summary>
public sealed record NoIdempotencyKey;

/// <summary>Names the request's own headers that an endpoint reads: documented, and let in by the gateway.</summary>
public sealed record RequestHeaders(IReadOnlyList<string> Names);

/// <summary>How an endpoint leaves the request's usual course.</summary>
public static class ApiEndpoints
{
    public static TBuilder WithOwnTransaction<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new OwnTransaction(AfterStaging: false));

    /// <summary>For a long body that is read within the endpoint's own transaction: it is there before the endpoint runs.</summary>
    public static TBuilder WithStagedBody<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new OwnTransaction(AfterStaging: true));

    public static TBuilder WithoutIdempotencyKey<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new NoIdempotencyKey());

    public static TBuilder ReadsHeaders<TBuilder>(this TBuilder endpoint, params string[] names)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequestHeaders(names));

    private static TBuilder WithMetadata<TBuilder>(this TBuilder endpoint, object metadata)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(metadata));
        return endpoint;
    }
}
