namespace LocalHost;

/// <summary>Where the repository is, and where its build puts programs.</summary>
public static class SourceTree
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    public static string Root { get; } = FindRoot();

    public static string Folder(string folder) => Path.Combine(Root, folder);

    /// <summary>The built program of a project's folder: the folder, the project and the program bear one name.</summary>
    internal static string Program(string folder)
    {
        var project = Directory.EnumerateFiles(Folder(folder), "*.csproj").SingleOrDefault()
            ?? throw new LocalHostException($"There is no project in {folder}.");
        var program = Path.Combine(
            Folder(folder), "bin", Configuration, "net10.0", $"{Path.GetFileNameWithoutExtension(project)}.dll");
        return File.Exists(program)
            ? program
            : throw new LocalHostException($"{folder} is not built: run dotnet build, or make run, which builds it.");
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "SharedServices.sln")))
            {
                return at.FullName;
            }
        }

        throw new LocalHostException($"{AppContext.BaseDirectory} is not inside a clone of SharedServices.");
    }
}
