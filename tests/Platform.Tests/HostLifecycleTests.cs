using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using LocalHost;
using Shouldly;
using Xunit;

namespace Platform.Tests;

/// <summary>The host as a person starts it: <c>dotnet AppHost.dll</c> in a process of its own.</summary>
public sealed partial class HostLifecycleTests : IDisposable
{
    private static readonly string Program = Path.Combine(
        SourceTree.Folder("AppHost"), "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "AppHost.dll");

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task CtrlC_StopsEverything_AndLeavesNoLock()
    {
        using var host = Start("--data", folder.Path, "--no-dashboard", "--only", "identity");
        await ReadUntilAsync(host, "Ctrl-C stops everything.");
        var children = ProcessesOn(folder.Path);
        children.ShouldNotBeEmpty();

        Send(host, Signal.Interrupt);
        await host.WaitForExitAsync(Cancelled);

        host.ExitCode.ShouldBe(0);
        ProcessesOn(folder.Path).ShouldBeEmpty();
        File.Exists(Path.Combine(folder.Path, "host.lock")).ShouldBeFalse();
        File.Exists(Path.Combine(folder.Path, "postgres", "data", "postmaster.pid")).ShouldBeFalse();
    }

    [Fact]
    public async Task KilledHost_TakesItsProcessesWithIt_AndCanStartAgainAtOnce()
    {
        using var host = Start("--data", folder.Path, "--no-dashboard", "--only", "identity");
        await ReadUntilAsync(host, "Ctrl-C stops everything.");
        var children = ProcessesOn(folder.Path);

        Send(host, Signal.Kill);
        await host.WaitForExitAsync(Cancelled);
        using var again = Start("--data", folder.Path, "--no-dashboard", "--only", "identity");
        await ReadUntilAsync(again, "Ctrl-C stops everything.");

        ProcessesOn(folder.Path).Intersect(children).ShouldBeEmpty();
        Send(again, Signal.Terminate);
        await again.WaitForExitAsync(Cancelled);
        ProcessesOn(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task SecondHostOnTheSameData_SaysSo_AndLeavesTheFirstAlone()
    {
        using var first = Start("--data", folder.Path, "--no-dashboard", "--only", "identity");
        await ReadUntilAsync(first, "Ctrl-C stops everything.");

        using var second = Start("--data", folder.Path, "--no-dashboard", "--only", "identity");
        var complaint = await second.StandardError.ReadToEndAsync(Cancelled);
        await second.WaitForExitAsync(Cancelled);

        second.ExitCode.ShouldBe(1);
        complaint.ShouldContain("already runs on the data");
        first.HasExited.ShouldBeFalse();
        Send(first, Signal.Terminate);
        await first.WaitForExitAsync(Cancelled);
    }

    [Fact]
    public async Task UnknownArgument_IsAnsweredWithTheUsage()
    {
        using var host = Start("--dashboard-please");

        (await host.StandardError.ReadToEndAsync(Cancelled)).ShouldStartWith("Usage: AppHost");
        await host.WaitForExitAsync(Cancelled);
        host.ExitCode.ShouldBe(2);
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        return Process.Start(start)!;
    }

    private static async Task ReadUntilAsync(Process host, string line)
    {
        while (await host.StandardOutput.ReadLineAsync(Cancelled) is { } read)
        {
            if (read.Contains(line, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException($"The host ended: {await host.StandardError.ReadToEndAsync(Cancelled)}");
    }

    // A server says its data folder on its command line; the others write their log into it.
    private static List<int> ProcessesOn(string folder) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(process => Path.GetFileName(process))
            .Where(name => name.All(char.IsAsciiDigit))
            .Where(pid => IsServerOn(folder, pid) || IsLoggingTo(folder, pid))
            .Select(pid => int.Parse(pid, CultureInfo.InvariantCulture))
    ];

    private static bool IsServerOn(string folder, string pid) =>
        Readable(() => File.ReadAllText($"/proc/{pid}/cmdline")) is { } command
        && command.Contains(folder, StringComparison.Ordinal)
        && !command.Contains("AppHost.dll", StringComparison.Ordinal);

    private static bool IsLoggingTo(string folder, string pid) =>
        Readable(() => File.ResolveLinkTarget($"/proc/{pid}/fd/1", returnFinalTarget: false)?.FullName) is { } log
        && log.StartsWith(folder, StringComparison.Ordinal);

    private static string? Readable(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile, or another user's.
            return null;
        }
    }

    private static void Send(Process process, Signal signal) => _ = SendSignal(process.Id, (int)signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int pid, int signal);
}
