namespace SharedServices.AppHost;

/// <summary>Projects run from what is built; an IDE that debugs still starts the project itself. Why: docs/decisions/0012.</summary>
internal static class BuiltPrograms
{
    public static void RunProjectsAsBuilt(this IDistributedApplicationBuilder builder)
    {
        // Ours lies in bin/Debug/net10.0 or bin/Release/net10.0: so do theirs.
        var output = Path.GetRelativePath(Path.GetFullPath("../../..", AppContext.BaseDirectory), AppContext.BaseDirectory);
        foreach (var project in builder.Resources.OfType<ProjectResource>())
        {
            var file = project.GetProjectMetadata().ProjectPath;
            var program = Path.Combine(Path.GetDirectoryName(file)!, output, $"{Path.GetFileNameWithoutExtension(file)}.dll");
#pragma warning disable ASPIREEXTENSION001 // New in Aspire 13.6: without it Aspire takes dotnet run, slower and the same.
            builder.CreateResourceBuilder(project).WithLaunchToolArgs(
                context => context.Args.Add(program), ownedByLaunchConfigurationType: "project", showInCommandLine: false);
#pragma warning restore ASPIREEXTENSION001
        }
    }
}
