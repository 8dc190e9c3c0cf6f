namespace LocalHost;

/// <summary>The <c>make</c> or <c>dotnet run</c> that started this host: when it is killed, nobody is left to press Ctrl-C.</summary>
public static class Launcher
{
    private static readonly string[] Launchers = ["make", "dotnet"];

    public static async Task CancelWhenGoneAsync(CancellationTokenSource stop)
    {
        var parent = Parent();
        var launcher = parent is null ? "" : await NameAsync(parent);
        if (!Launchers.Contains(launcher, StringComparer.Ordinal))
        {
            return;
        }

        while (Parent() == parent)
        {
            await Task.Delay(500, stop.Token);
        }

        await stop.CancelAsync();
    }

    private static string? Parent() =>
        File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("PPid:", StringComparison.Ordinal))?["PPid:".Length..].Trim();

    private static async Task<string> NameAsync(string pid)
    {
        var file = $"/proc/{pid}/comm";
        return File.Exists(file) ? (await File.ReadAllTextAsync(file)).Trim() : "";
    }
}
