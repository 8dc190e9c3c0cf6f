using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults;

/// <summary>Says who may use an endpoint: an officer with any of these roles, or an ERP client with this scope.</summary>
public static class Permissions
{
    /// <summary>Who keeps the system going: looks after events that could not be applied, and sets the clock where it can be set.</summary>
    public const string Operator = "operator";

    /// <summary>What was said of an endpoint, for a service with a rule of its own on who stands in for whom.</summary>
    public sealed record Permission(IReadOnlyList<string> AnyRole, string? Scope);

    public static TBuilder RequireOfficer<TBuilder>(this TBuilder endpoint, params string[] anyRole)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint
            .RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireAssertion(context =>
                anyRole.Any(role => context.User.HasClaim("roles", role))))
            .WithMetadata(new Permission(anyRole, Scope: null));

    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint
            .RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireAssertion(context =>
                context.User.FindAll("scope").Any(claim => claim.Value.Split(' ').Contains(scope, StringComparer.Ordinal))))
            .WithMetadata(new Permission([], scope));

    /// <summary>An officer with one of the roles, or an ERP client with the scope.</summary>
    public static TBuilder RequireOfficerOrScope<TBuilder>(this TBuilder endpoint, string scope, params string[] anyRole)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint
            .RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireAssertion(context =>
                anyRole.Any(role => context.User.HasClaim("roles", role))
                || context.User.FindAll("scope").Any(claim => claim.Value.Split(' ').Contains(scope, StringComparer.Ordinal))))
            .WithMetadata(new Permission(anyRole, scope));

    /// <summary>Stops a service whose author forgot to say who may use an endpoint: nothing is open by accident.</summary>
    internal sealed class Check(IServiceProvider services) : IHostedLifecycleService
    {
        public Task StartedAsync(CancellationToken cancellationToken)
        {
            var forgotten = services.GetRequiredService<EndpointDataSource>().Endpoints
                .Where(endpoint => endpoint.Metadata.GetMetadata<ApiEndpoint>() is not null)
                .Where(endpoint => endpoint.Metadata.GetMetadata<Permission>() is null)
                .Select(endpoint => endpoint.DisplayName)
                .ToList();

            return forgotten.Count == 0
                ? Task.CompletedTask
                : throw new InvalidOperationException(
                    $"Say who may use {string.Join(", ", forgotten)}: RequireOfficer, RequireScope or RequireOfficerOrScope.");
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
