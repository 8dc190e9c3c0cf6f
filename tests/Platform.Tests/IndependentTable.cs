using System.Diagnostics;
using System.Text.Json.Nodes;
using Orchestration;
using Xunit;

namespace Platform.Tests;

/// <summary>The other program that works the figures out from stated inputs.</summary>
internal static class IndependentTable
{
    /// <summary>Holds the figures against one of its tables.</summary>
    public static async Task<(int ExitCode, string Said)> EvaluateAsync(JsonObject figures, string table)
    {
        var cancelled = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "figures.json");
        await File.WriteAllTextAsync(file, figures.ToJsonString(), cancelled);
        using var node = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { Path.Combine(SourceTree.Folder("eng/expected"), "evaluate.mjs"), file, table },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!;
        var said = await Task.WhenAll(node.StandardOutput.ReadToEndAsync(cancelled), node.StandardError.ReadToEndAsync(cancelled));
        await node.WaitForExitAsync(cancelled);
        return (node.ExitCode, string.Concat(said));
    }
}
