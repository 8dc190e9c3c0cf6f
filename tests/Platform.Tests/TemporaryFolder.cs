namespace Platform.Tests;

/// <summary>A data folder that goes when its test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("shared-services-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
