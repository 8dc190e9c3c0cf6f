using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Orchestration;

namespace Platform.Tests;

/// <summary>The host as a person starts it: a process of its own.</summary>
internal static partial class AppHostProcess
{
    public const int Interrupt = 2;
    public const int Kill = 9;

    private static readonly string Program = Path.Combine(
        SourceTree.Folder("AppHost"), "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "AppHost.dll");

    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            WorkingDirectory = SourceTree.Folder("AppHost"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        // As the launch profile has it.
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = "http://localhost:15100";
        start.Environment["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:19100";
        start.Environment["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = "http://localhost:20100";
        start.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        return Process.Start(start)!;
    }

    public static void Send(Process process, int signal) => _ = SendSignal(process.Id, signal);

    /// <summary>Those that work on the folder: a server says it on its command line or works in it.</summary>
    public static IReadOnlyList<string> ProcessesOn(string folder) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Where(process => Path.GetFileName(process).All(char.IsAsciiDigit))
            .Where(process => int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture) != Environment.ProcessId)
            .Select(process => Readable(() => File.ReadAllText($"{process}/cmdline").Replace('\0', ' '))
                + Readable(() => File.ResolveLinkTarget($"{process}/cwd", returnFinalTarget: false)?.FullName))
            .Where(said => said.Contains(folder, StringComparison.Ordinal) && !said.Contains("AppHost.dll", StringComparison.Ordinal))
    ];

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

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int pid, int signal);
}
