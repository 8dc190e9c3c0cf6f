using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace SharedServices.AppHost;

/// <summary>Without a container runtime, or with --Containers=false, a server's container gives way to a program of this machine; all else stays.</summary>
internal static class MachinePrograms
{
    private static readonly string[] RuntimeSockets =
        ["/var/run/docker.sock", "/run/podman/podman.sock", $"{Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR")}/podman/podman.sock"];

    /// <summary>Runs <c>Servers/{script}</c> on a folder of its own below the data, on a free port and with the server's own environment.</summary>
    public static IResourceBuilder<T> RunAsProgram<T>(this IResourceBuilder<T> server, string script, params string[] morePorts)
        where T : IResourceWithEndpoints, IResourceWithEnvironment, IResourceWithConnectionString
    {
        var builder = server.ApplicationBuilder;
        var containers = !OperatingSystem.IsLinux() || builder.Configuration.GetValue("Containers", RuntimeSockets.Any(File.Exists));
        if (containers || !builder.ExecutionContext.IsRunMode)
        {
            return server;
        }

        // The program has the endpoint until its port is known: one annotation must not stand at two resources.
        var annotations = server.Resource.Annotations;
        var endpoint = annotations.OfType<EndpointAnnotation>().Single();
        foreach (var ofContainer in annotations.Where(it => it is ContainerImageAnnotation or ContainerMountAnnotation or EndpointAnnotation).ToList())
        {
            annotations.Remove(ofContainer);
        }

        var name = server.Resource.Name;
        var program = builder.AddExecutable(
                $"{name}-program", "sh", builder.AppHostDirectory, $"Servers/{script}", Path.Combine(builder.DataFolder(), name))
            .WithEndpoint(name: "tcp", env: "PORT", isProxied: false)
            .WithEnvironment(context =>
                Task.WhenAll(annotations.OfType<EnvironmentCallbackAnnotation>().Select(told => told.Callback(context))))
            .WithParentRelationship(server.Resource);
        foreach (var port in morePorts)
        {
            program.WithEndpoint(name: port.Replace('_', '-').ToLowerInvariant(), env: port, isProxied: false);
        }

        program.OnResourceEndpointsAllocated((_, _, _) =>
        {
            if (!annotations.Contains(endpoint))
            {
                endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "127.0.0.1", program.GetEndpoint("tcp").Port);
                annotations.Add(endpoint);
            }

            return Task.CompletedTask;
        });
        server.OnInitializeResource((_, initialize, cancellationToken) => FollowAsync(server.Resource, program.Resource, initialize, cancellationToken));
        return server;
    }

    // To those who wait and look, the server and its databases are in the state of the program.
    private static async Task FollowAsync(
        IResource server, ExecutableResource program, InitializeResourceEvent initialize, CancellationToken cancellationToken)
    {
        var model = initialize.Services.GetRequiredService<DistributedApplicationModel>();
        var followers = model.Resources.Where(it => it == server || (it as IResourceWithParent)?.Parent == server).ToList();
        var known = false;
        await foreach (var change in initialize.Notifications.WatchAsync(cancellationToken))
        {
            foreach (var follower in change.Resource == program ? followers : [])
            {
                var now = change.Snapshot;
                if (!known && now.State?.Text == KnownResourceStates.Running)
                {
                    await initialize.Eventing.PublishAsync(new ConnectionStringAvailableEvent(follower, initialize.Services), cancellationToken);
                    known = follower == followers[^1];
                }

                await initialize.Notifications.PublishUpdateAsync(follower, it => it with { State = now.State, StartTimeStamp = now.StartTimeStamp, ExitCode = now.ExitCode });
            }
        }
    }
}
