namespace Orchestration;

/// <summary>Where the repository is.</summary>
public static class SourceTree
{
    private static readonly string Root = FindRoot();

    public static string Folder(string folder) => Path.Combine(Root, folder);

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "SharedServices.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside a clone of SharedServices.");
    }
}
