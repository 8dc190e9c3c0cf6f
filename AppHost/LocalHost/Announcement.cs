namespace LocalHost;

/// <summary>Where everything is, for the person at the terminal.</summary>
public static class Announcement
{
    public static async Task WriteAsync(LocalSystem system, TextWriter output)
    {
        await output.WriteLineAsync(FormattableString.Invariant(
            $"SharedServices is up: servers in {system.Seconds.ServersReady:F1} s, services {system.Seconds.ServicesReady:F1} s after that.\n"));
        await output.WriteLineAsync($"  Portal          {system.Gateway}");
        await output.WriteLineAsync($"  API documents   {new Uri(system.Gateway, "docs")}");
        await output.WriteLineAsync($"  Dashboard       {system.Dashboard?.ToString() ?? "left out"}");
        await output.WriteLineAsync("  Sign in as      hcc.finance or iwc.finance, password \"development\" (synthetic officers)");
        await output.WriteLineAsync($"  Logs            {system.LogFolder}\n");
    }
}
