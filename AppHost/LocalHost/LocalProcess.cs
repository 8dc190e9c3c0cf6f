using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LocalHost;

/// <summary>A program to start: what it is called here, its command line, its own environment and where its output goes.</summary>
public sealed record ProgramPlan(string Name, string LogFile, IReadOnlyList<string> Command)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Inherit nothing but the path: servers must not pick up settings of the person who starts them.</summary>
    public bool CleanEnvironment { get; init; }

    public string? WorkingDirectory { get; init; }

    /// <summary>Runs as this user, which only root may ask for.</summary>
    public string? User { get; init; }

    /// <summary>Lets that user reach a data folder below a home that is closed to others.</summary>
    public bool ReachesClosedFolders { get; init; }

    public Signal StopSignal { get; init; } = Signal.Terminate;
}

/// <summary>The signals that the host sends.</summary>
public enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15
}

/// <summary>A child process that writes to its own log file, is shielded from the terminal's Ctrl-C and dies with its parent.</summary>
public sealed partial class LocalProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly ProgramPlan plan;
    private readonly Process process;

    private LocalProcess(ProgramPlan plan, Process process)
    {
        this.plan = plan;
        this.process = process;
        Pid = process.Id;
    }

    public string Name => plan.Name;

    public int Pid { get; }

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    public static async Task<LocalProcess> StartAsync(ProgramPlan plan)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(plan.LogFile)!);
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = plan.WorkingDirectory ?? "/" };

        // Each step replaces itself by the next, so the process id is the program's own.
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("log=$1; shift; exec \"$@\" </dev/null >>\"$log\" 2>&1");
        // The variables come last, by env: a shell would drop those with a hyphen in their name.
        string[] steps =
        [
            "sh", plan.LogFile, "setsid", "setpriv", .. Privileges(plan), "--",
            "env", .. plan.Environment.Select(variable => $"{variable.Key}={variable.Value}"), .. plan.Command
        ];
        foreach (var argument in steps)
        {
            start.ArgumentList.Add(argument);
        }

        if (plan.CleanEnvironment)
        {
            start.Environment.Clear();
            start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
            start.Environment["LANG"] = "C.UTF-8";
        }

        return new LocalProcess(plan, await ProcessStarter.StartAsync(start));
    }

    /// <summary>Runs a program to its end; throws with the tail of its log when it fails.</summary>
    public static async Task RunAsync(ProgramPlan plan, CancellationToken cancellationToken)
    {
        await using var running = await StartAsync(plan);
        await running.WaitForExitAsync(cancellationToken);
        if (running.ExitCode != 0)
        {
            throw new LocalHostException($"{plan.Name} ended with {running.ExitCode}.\n{running.LogTail()}");
        }
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => process.WaitForExitAsync(cancellationToken);

    public void Send(Signal signal)
    {
        if (!process.HasExited)
        {
            _ = SendSignal(Pid, (int)signal);
        }
    }

    /// <summary>Ends it as a crash would: SIGKILL, no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        Send(Signal.Kill);
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, and kills it when it has not done so in time.</summary>
    public async Task StopAsync()
    {
        Send(plan.StopSignal);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
    }

    /// <summary>Copies what it writes, as it writes it, until it ends.</summary>
    public async Task CopyLogAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(plan.LogFile, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        bool ended;
        do
        {
            ended = process.HasExited;
            await output.WriteAsync(await reader.ReadToEndAsync(cancellationToken));
            if (!ended)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
        while (!ended);
    }

    public string LogTail(int lines = 20) =>
        File.Exists(plan.LogFile)
            ? string.Join('\n', File.ReadLines(plan.LogFile).TakeLast(lines).Prepend($"Last lines of {plan.LogFile}:"))
            : $"{plan.LogFile} is empty.";

    public async ValueTask DisposeAsync()
    {
        await StopAsync();

        // It leads a session of its own: whatever it started and left behind goes with it.
        _ = SendSignal(-Pid, (int)Signal.Kill);
        process.Dispose();
    }

    internal static void Kill(int pid) => _ = SendSignal(pid, (int)Signal.Kill);

    private static IEnumerable<string> Privileges(ProgramPlan plan)
    {
        yield return "--pdeathsig";
        yield return plan.StopSignal is Signal.Interrupt ? "INT" : "TERM";
        if (plan.User is null)
        {
            yield break;
        }

        yield return $"--reuid={plan.User}";
        yield return $"--regid={plan.User}";
        yield return "--clear-groups";
        if (plan.ReachesClosedFolders)
        {
            yield return "--inh-caps=+dac_override";
            yield return "--ambient-caps=+dac_override";
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int pid, int signal);
}

/// <summary>The system could not be started; the message says what to do.</summary>
public sealed class LocalHostException : Exception
{
    public LocalHostException()
    {
    }

    public LocalHostException(string message)
        : base(message)
    {
    }

    public LocalHostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
