using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace SharedServices.AppHost;

/// <summary>What a service is told besides references: its own logins, and whose tokens it trusts.</summary>
internal static class Connections
{
    /// <summary>The service's own login at its database, which owns nothing; the migration step makes it.</summary>
    public static IResourceBuilder<ProjectResource> WithLogin(
        this IResourceBuilder<ProjectResource> project,
        string service,
        IResourceBuilder<PostgresDatabaseResource> database,
        IResourceBuilder<ParameterResource> password)
    {
        var server = database.Resource.Parent.PrimaryEndpoint;
        var host = server.Property(EndpointProperty.Host);
        var port = server.Property(EndpointProperty.Port);
        var name = database.Resource.DatabaseName;
        return project.WithEnvironment($"ConnectionStrings__{service}", ReferenceExpression.Create(
            $"Host={host};Port={port};Database={name};Username={service};Password={password.Resource}"));
    }

    /// <summary>The service's own user at the broker, which may write under its own name only; Broker/definitions.json makes it.</summary>
    public static IResourceBuilder<ProjectResource> WithBusUser(
        this IResourceBuilder<ProjectResource> project,
        string service,
        IResourceBuilder<RabbitMQServerResource> bus,
        IResourceBuilder<ParameterResource> password)
    {
        var server = bus.Resource.PrimaryEndpoint;
        var host = server.Property(EndpointProperty.Host);
        var port = server.Property(EndpointProperty.Port);
        return project.WithEnvironment("ConnectionStrings__bus", ReferenceExpression.Create(
            $"amqp://{service}:{password.Resource}@{host}:{port}"));
    }

    /// <summary>The councils' issuers: the development identity provider, which is for Development only.</summary>
    public static IResourceBuilder<ProjectResource> WithSignIn(
        this IResourceBuilder<ProjectResource> project, IResourceBuilder<ExecutableResource> identity)
    {
        var issuers = identity.GetEndpoint("http").Property(EndpointProperty.Url);
        return project
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development")
            .WithEnvironment("SignIn__Audience", "shared-services")
            .WithEnvironment("SignIn__Issuers__0__Council", "HCC")
            .WithEnvironment("SignIn__Issuers__0__Authority", ReferenceExpression.Create($"{issuers}/hcc"))
            .WithEnvironment("SignIn__Issuers__1__Council", "IWC")
            .WithEnvironment("SignIn__Issuers__1__Authority", ReferenceExpression.Create($"{issuers}/iwc"));
    }

    /// <summary>Where the identity provider is itself, and where it may send officers back to.</summary>
    public static IResourceBuilder<ExecutableResource> WithAddresses(
        this IResourceBuilder<ExecutableResource> identity,
        IResourceBuilder<ProjectResource> gateway,
        IResourceBuilder<ProjectResource> portal) =>
        identity
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development")
            .WithEnvironment("ORIGIN", identity.GetEndpoint("http"))
            .WithEnvironment("GATEWAY_URL", gateway.GetEndpoint("http"))
            .WithEnvironment("PORTAL_URL", portal.GetEndpoint("http"));
}
