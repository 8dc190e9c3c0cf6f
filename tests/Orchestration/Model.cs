using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Orchestration;

/// <summary>The AppHost's map, cut down to what somebody asks for.</summary>
internal static class Model
{
    private const string NoFlush = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off";

    public static void Narrow(IDistributedApplicationTestingBuilder builder, PlatformOptions options)
    {
        builder.Resources.Remove(builder.Resources.Single(resource => resource.Name == "demonstration"));
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in options.Only)
        {
            Want(builder.Resources, name, wanted);
        }

        foreach (var resource in builder.Resources)
        {
            // It keeps its address, which others are told, and waits for somebody to start it.
            if (resource is ProjectResource or ExecutableResource && !wanted.Contains(resource.Name))
            {
                resource.Annotations.Add(new ExplicitStartupAnnotation());
            }

            foreach (var volume in resource.Annotations.OfType<ContainerMountAnnotation>().Where(it => it.Type is ContainerMountType.Volume).ToList())
            {
                resource.Annotations.Remove(volume);
            }

            if (options.ThrowAway && resource.Name == "postgres")
            {
                Tell(resource, environment => environment["POSTGRES_SETTINGS"] = NoFlush);
            }

            if (options.Settings.TryGetValue(resource.Name, out var settings))
            {
                Tell(resource, environment =>
                {
                    foreach (var (name, value) in settings)
                    {
                        environment[name] = value;
                    }
                });
            }
        }
    }

    private static void Want(IResourceCollection resources, string name, HashSet<string> wanted)
    {
        if (!wanted.Add(name))
        {
            return;
        }

        var resource = resources.Single(it => it.Name == name);
        IEnumerable<string> needs =
        [
            .. resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name),
            .. resource is IResourceWithParent child ? [child.Parent.Name] : Array.Empty<string>(),
            .. resources.Where(it => it.Name == $"{name}-program").Select(it => it.Name)
        ];
        foreach (var need in needs)
        {
            Want(resources, need, wanted);
        }
    }

    private static void Tell(IResource resource, Action<Dictionary<string, object>> tell) =>
        resource.Annotations.Add(new EnvironmentCallbackAnnotation(context => tell(context.EnvironmentVariables)));
}
