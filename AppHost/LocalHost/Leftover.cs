using System.Globalization;

namespace LocalHost;

/// <summary>A server of an earlier host that was killed: it is on its way out, and its data can't be used before it is gone.</summary>
internal static class Leftover
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Waits for the process that a file names, when it still works on the folder, and kills it when it won't go.</summary>
    public static async Task GoneAsync(string pidFile, string folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(pidFile)
            || !int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
        {
            return;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            while (WorksOn(pid, folder))
            {
                await Task.Delay(50, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LocalProcess.Kill(pid);
        }
    }

    private static bool WorksOn(int pid, string folder)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Contains(folder, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
