namespace Gateway;

/// <summary>Stops a start that could only fail later, at the first request: every service that a route leads to has an address.</summary>
public static class ServiceAddresses
{
    public static void CheckServiceAddresses(this WebApplicationBuilder builder)
    {
        var destinations = builder.Configuration.GetSection("ReverseProxy:Clusters").GetChildren()
            .SelectMany(cluster => cluster.GetSection("Destinations").GetChildren());
        foreach (var destination in destinations)
        {
            var service = new Uri(destination["Address"]!).Host;
            if (string.IsNullOrEmpty(builder.Configuration[$"services:{service}:http:0"]))
            {
                throw new InvalidOperationException($"Where is {service}? Set services__{service}__http__0 to its address.");
            }
        }
    }
}
