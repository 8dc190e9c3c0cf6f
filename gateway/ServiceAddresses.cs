using Yarp.ReverseProxy.Configuration;

namespace Gateway;

/// <summary>Turns a service's name in a destination (http://governance) into the address that this machine gave it.</summary>
public sealed class ServiceAddresses(IConfiguration configuration) : IProxyConfigFilter
{
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel)
    {
        var named = cluster.Destinations ?? throw new InvalidOperationException($"Cluster {cluster.ClusterId} has no destinations.");
        var destinations = named.ToDictionary(
            entry => entry.Key, entry => entry.Value with { Address = AddressOf(entry.Value.Address) }, StringComparer.Ordinal);

        return new ValueTask<ClusterConfig>(cluster with { Destinations = destinations });
    }

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => new(route);

    private string AddressOf(string named)
    {
        var service = new Uri(named).Host;

        return configuration[$"services:{service}:http:0"] is { Length: > 0 } address
            ? address
            : throw new InvalidOperationException($"Where is {service}? Set services__{service}__http__0 to its address.");
    }
}
