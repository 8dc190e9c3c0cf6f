namespace SharedServices.AppHost;

/// <summary>What a service is told besides references: its own logins, and whose tokens it trusts.</summary>
internal static class Connections
{
    /// <summary>
    /// The service's own login at its database, which owns nothing and which the migration step makes; and its own user at the broker, which
    /// may write under its own name only and which Broker/definitions.json makes.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithLogins(
        this IResourceBuilder<ProjectResource> project, string service, IResourceBuilder<PostgresDatabaseResource> database,
        IResourceBuilder<RabbitMQServerResource> bus, IResourceBuilder<ParameterResource> password)
    {
        var server = database.Resource.Parent.PrimaryEndpoint;
        var (host, port) = (server.Property(EndpointProperty.Host), server.Property(EndpointProperty.Port));
        var broker = bus.Resource.PrimaryEndpoint.Property(EndpointProperty.HostAndPort);
        return project
            .WithEnvironment($"ConnectionStrings__{service}", ReferenceExpression.Create(
                $"Host={host};Port={port};Database={database.Resource.DatabaseName};Username={service};Password={password}"))
            .WithEnvironment("ConnectionStrings__bus", ReferenceExpression.Create($"amqp://{service}:{password}@{broker}"));
    }

    /// <summary>What everything that serves is told: what to log, and the councils' issuers, the development identity provider.</summary>
    public static IResourceBuilder<ProjectResource> WithSignIn(
        this IResourceBuilder<ProjectResource> project, IResourceBuilder<ExecutableResource> identity)
    {
        var issuers = identity.GetEndpoint("http").Property(EndpointProperty.Url);
        return project
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development")
            // A line for each probe and each statement would be 3 MB a minute.
            .WithEnvironment("Logging__LogLevel__Microsoft.AspNetCore", "Warning")
            .WithEnvironment("Logging__LogLevel__Microsoft.EntityFrameworkCore", "Warning")
            .WithEnvironment("Logging__LogLevel__System.Net.Http", "Warning")
            .WithEnvironment("SignIn__Audience", "shared-services")
            .WithEnvironment("SignIn__Issuers__0__Council", "HCC")
            .WithEnvironment("SignIn__Issuers__0__Authority", ReferenceExpression.Create($"{issuers}/hcc"))
            .WithEnvironment("SignIn__Issuers__1__Council", "IWC")
            .WithEnvironment("SignIn__Issuers__1__Authority", ReferenceExpression.Create($"{issuers}/iwc"));
    }
}
