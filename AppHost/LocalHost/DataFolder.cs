namespace LocalHost;

/// <summary>The folder of a system's data, held by one host at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream held;
    private readonly bool temporary;

    private DataFolder(string path, FileStream held, bool temporary)
    {
        Path = path;
        this.held = held;
        this.temporary = temporary;
    }

    public string Path { get; }

    public static DataFolder Hold(string? path)
    {
        var folder = path is null ? Directory.CreateTempSubdirectory("shared-services-").FullName : System.IO.Path.GetFullPath(path);
        if (path is null)
        {
            // PostgreSQL runs as its own user when root starts it, and must be able to enter.
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        Directory.CreateDirectory(folder);
        try
        {
            // The kernel lets go of the lock when its holder dies, however it dies.
            var file = new FileStream(
                System.IO.Path.Combine(folder, "host.lock"),
                FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            return new DataFolder(folder, file, temporary: path is null);
        }
        catch (IOException exception)
        {
            throw new LocalHostException($"The system already runs on the data in {folder}: stop it first, or give another folder with --data.", exception);
        }
    }

    public void Dispose()
    {
        held.Dispose();
        if (temporary)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
